import { expect } from 'vitest';
import type { UsersScreen } from '../browser/users-screen.ts';

const FILE =
  'email,displayName,title\nnew@import.example,New,Cook\nbroken,X,\nperson.0001@example.org,Person 0001,Chef\n';

async function checkFile({ page }: UsersScreen, origin: string): Promise<void> {
  await page.goto(`${origin}/import`);
  await page.locator('main h1').waitFor();
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  await page.setInputFiles('input[type=file]', file);
  await page.locator('main li.grid').nth(2).waitFor();
}

/** Every screen and state of the users page, with the steps from the list. */
export const SCREENS: Record<string, (users: UsersScreen, origin: string) => Promise<unknown>> = {
  'the list': (users) => users.rows.first().waitFor(),
  'the list, filtered': async (users, origin) => {
    await users.page.goto(`${origin}/users?status=ACTIVE&department=Sales&from=2020-01-01&signed-in=ever`);
    await users.rows.first().waitFor();
  },
  'the filters': async (users) => {
    // On a phone the menus are in a sheet.
    const sheet = users.page.locator('[data-facets]');
    if (await sheet.isVisible()) await sheet.click();
    await users.page.locator('[data-facet]:visible').first().click();
    await users.page.locator('[data-value]').first().waitFor();
  },
  'the list, a row with the focus': async (users) => {
    await users.page.keyboard.press('j');
    await users.page.locator('[data-user]:focus').waitFor();
  },
  'the list, searched': async (users) => {
    await users.search.fill('person exa');
    await users.page.locator('mark').first().waitFor();
  },
  'every column, under the name': async (users) => {
    await users.page.evaluate(() => {
      const columns = [
        'title',
        'phone',
        'roles',
        'status',
        'secondFactor',
        'lastSignIn',
        'created',
        'timeZone',
        'id',
      ];
      localStorage.setItem('rollcall.layout', JSON.stringify({ version: 1, columns, widths: { name: 240 } }));
    });
    await users.page.reload();
    await users.rows.first().waitFor();
    await users.scroller.evaluate(
      (element) => (element.scrollLeft = (element as HTMLElement).dir === 'rtl' ? -300 : 300),
    );
  },
  'the columns to choose from': async (users) => {
    await users.page.setViewportSize({ width: 1280, height: 860 });
    await users.page.locator('main button[title][aria-haspopup=dialog]').click();
    await users.page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  },
  'the actions of a row': async (users) => {
    await users.page.keyboard.press('j');
    await users.page.locator('[data-user]:focus').waitFor();
    await users.page.setViewportSize({ width: 1280, height: 860 });
    await users.page.keyboard.press('Shift+F10');
    await users.page.getByRole('menuitem').first().waitFor();
  },
  'the command palette, with people': async (users) => {
    await users.page.keyboard.press('Control+k');
    await users.dialog.locator('input').fill('0003');
    await users.dialog.getByRole('option', { name: /person.0003@/ }).waitFor();
  },
  'nobody found': async (users, origin) => {
    await users.page.goto(`${origin}/users?q=nobody of this name`);
    await users.page.locator('h2').waitFor();
  },
  loading: async (users) => {
    await users.page.route('**/graphql', () => undefined);
    await users.page.reload();
    await users.page.locator('.shell-rows').waitFor();
  },
  failed: async (users) => {
    await users.page.route('**/graphql', (route) => route.fulfill({ status: 500, json: { errors: [] } }));
    await users.page.reload();
    await users.page.getByRole('alert').waitFor();
    await expect.poll(() => users.session.problems.length).toBeGreaterThan(0);
    users.session.tolerate(/status of 500/);
  },
  'a new user': async (users) => {
    await users.page.keyboard.press('n');
    await users.dialog.locator('[aria-expanded]').first().click();
    await users.dialog.locator('input[name=timeZone]').waitFor();
  },
  'a new user who is refused': async (users) => {
    await users.page.keyboard.press('n');
    await users.dialog.locator('input[name=email]').fill('person.0001@example.org');
    await users.page.keyboard.press('Enter');
    await users.dialog.locator('[aria-invalid=true]').first().waitFor();
    await users.dialog.locator('input[name=displayName]').fill('A');
    await users.page.keyboard.press('Enter');
    await expect
      .poll(() => users.dialog.locator('input[name=email]').getAttribute('aria-invalid'))
      .toBe('true');
    await users.page.keyboard.press('Escape');
    await users.dialog.locator('[role=alertdialog]').waitFor();
  },
  'a user just created': async (users) => {
    await users.page.keyboard.press('n');
    await users.dialog.locator('input[name=email]').fill('ada@example.org');
    await users.dialog.locator('input[name=displayName]').fill('Ada Lovelace');
    await users.page.keyboard.press('Enter');
    await users.toasts.first().waitFor();
    await users.dialog.waitFor({ state: 'detached' });
  },
  'a user': async (users) => {
    await users.rows.first().getByRole('link').click();
    await users.dialog.locator('[data-field=email]').waitFor();
  },
  'a user in the bin': async (users, origin) => {
    await users.page.goto(`${origin}/users?status=DELETED`);
    await users.rows.first().getByRole('link').click();
    await users.dialog.locator('dl').first().waitFor();
  },
  'no such user': async (users, origin) => {
    await users.page.goto(`${origin}/users/01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b`);
    await users.dialog.locator('h2 ~ p, h2').last().waitFor();
  },
  'the bin': async (users, origin) => {
    await users.page.goto(`${origin}/users/bin`);
    await users.page.locator('main li').first().waitFor();
    await users.page.locator('main li [role=checkbox]').first().click();
    await users.page.locator('[data-bulk-bar] button:visible').first().waitFor();
  },
  'an import': checkFile,
  'an import and its job, which has ended': async (users, origin) => {
    await checkFile(users, origin);
    await users.page.locator('[data-apply]').click();
    await users.page.locator('main a[href*="/jobs/"]').waitFor();
    // The last filter comes with the end of the job.
    await users.page.locator('main [role=group] [aria-pressed]').nth(5).waitFor();
  },
  'the job of an import': async (users, origin) => {
    await checkFile(users, origin);
    await users.page.locator('[data-apply]').click();
    await users.page.locator('main a[href*="/jobs/"]').click();
    await users.page.locator('main li').nth(2).waitFor();
  },
  'the command palette': async (users) => {
    await users.page.keyboard.press('Control+k');
    await users.dialog.locator('input').waitFor();
  },
  'the keys': async (users) => {
    await users.page.keyboard.press('?');
    await users.dialog.locator('kbd').first().waitFor();
  },
};
