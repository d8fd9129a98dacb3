import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 40 });

const openUsers = async (options = {}, path = '/users') =>
  new UsersScreen(await product.open(path, options)).settled();

const heads = async ({ page }: UsersScreen) =>
  (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

describe('the columns', () => {
  test('are chosen, moved and resized without a request, and kept for the next visit', async () => {
    const users = await openUsers();
    const { page } = users;
    users.session.forget();
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const name of ['Phone', 'ID', 'Second factor']) await page.getByRole('checkbox', { name }).click();
    await page.getByRole('button', { name: 'Move ID' }).focus();
    for (let step = 0; step < 11; step += 1) await page.keyboard.press('ArrowUp');
    await expect.poll(() => heads(users)).toContain('ID');
    const handle = page.getByRole('button', { name: 'Move Status' });
    const target = page.getByRole('button', { name: 'Move ID' });
    const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
    if (!from || !to) throw new Error('The columns are not there.');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 8, { steps: 8 });
    await page.mouse.up();
    await page.keyboard.press('Escape');
    await handle.waitFor({ state: 'detached' });
    const chosen = ['Name Email', 'Status', 'ID', 'Department', 'Phone', 'Roles', 'Second factor'];
    expect((await heads(users)).slice(0, 7)).toEqual(chosen);

    const bar = page.getByRole('separator', { name: 'Width of the column ID' });
    const before = Number(await bar.getAttribute('aria-valuenow'));
    const box = await bar.boundingBox();
    if (!box) throw new Error('The separator is not there.');
    await page.mouse.move(box.x + 3, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x - 97, box.y + 5, { steps: 5 });
    await page.mouse.up();
    await bar.focus();
    await page.keyboard.press('ArrowRight');
    const width = async () => (await page.locator('[data-column=id]').first().boundingBox())?.width;
    await expect.poll(width).toBe(before - 100 + 16);
    expect(users.session.sent).toEqual([]);

    await page.reload();
    await users.row('Person 0003').waitFor();
    expect((await heads(users)).slice(0, 7)).toEqual(chosen);
    await expect.poll(width).toBe(before - 84);
  });

  nightly(
    'that are wider than the screen scroll under the name, which stays a link across the row',
    async () => {
      const users = await openUsers();
      const { page } = users;
      await page.evaluate(() => {
        const columns = [
          'department',
          'title',
          'phone',
          'roles',
          'status',
          'lastSignIn',
          'created',
          'updated',
          'id',
        ];
        localStorage.setItem('rollcall.layout', JSON.stringify({ version: 1, columns, widths: {} }));
      });
      await page.reload();
      await users.row('Person 0003').waitFor();
      await users.scroller.evaluate((element) => (element.scrollLeft = 500));
      await expect.poll(() => users.scroller.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(300);
      const [frame, name] = [
        await users.scroller.boundingBox(),
        await users.row('Person 0003').getByRole('link').boundingBox(),
      ];
      if (!frame || !name) throw new Error('The row is not there.');
      expect(name.x).toBeGreaterThan(frame.x);
      expect(name.x).toBeLessThan(frame.x + 120);
      await page.mouse.click(frame.x + frame.width - 200, name.y + 5);
      await users.dialog.getByRole('heading', { name: 'Person 0003' }).waitFor();
    },
  );
});

describe('the actions of a row', () => {
  test('are reached by the pointer, each is one request, and the notice names the user and undoes it', async () => {
    const users = await openUsers({ clock: true });
    const { page } = users;
    await users.row('Person 0003').hover();
    await users.row('Person 0003').getByRole('button', { name: 'Actions for Person 0003' }).click();
    users.session.forget();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await users.row('Person 0003').waitFor({ state: 'detached' });
    await users.notice('Person 0003 moved to the bin').getByRole('button', { name: 'Undo' }).waitFor();
    await users.expectSent('DeleteUser');
    users.session.forget();
    await users.notice('Person 0003').getByRole('button', { name: 'Undo' }).click();
    await users.row('Person 0003').waitFor();
    await users.expectSent('RestoreUser');
  });

  nightly('are reached by the menu key, and the focus returns to the row', async () => {
    const users = await openUsers({ clock: true });
    const { page } = users;
    for (const key of ['j', 'j', 'Shift+F10']) await page.keyboard.press(key);
    await page.getByRole('menuitem', { name: 'Deactivate' }).waitFor();
    await page.keyboard.press('Escape');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe('Person 0002');
    await page.keyboard.press('ContextMenu');
    users.session.forget();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await users.notice('Person 0002 deactivated').waitFor();
    await users.expectSent('DeactivateUser');
    await expect.poll(focused).toBe('Person 0002');
  });

  nightly('invite a user in one request', async () => {
    const users = await openUsers({ clock: true }, '/users?status=NO_ACCESS');
    const name = (await users.names())[0] ?? '';
    await users.row(name).hover();
    await users.row(name).locator('[data-actions]').click();
    users.session.forget();
    await users.page.getByRole('menuitem', { name: 'Create invitation link' }).click();
    await users.dialog.getByRole('button', { name: 'Copy link' }).waitFor();
    // Other consoles get no news, as the status stays.
    await users.page.clock.runFor(3_000);
    expect(users.session.sent).toEqual(['InviteUser']);
  });

  test('of one’s own row are only those that are allowed', async () => {
    const { owner } = product.rollcall;
    const users = await openUsers({}, `/users?q=${owner.email}`);
    await users.page.keyboard.press('j');
    await users.page.keyboard.press('Shift+F10');
    await expect
      .poll(() => users.page.getByRole('menuitem').allTextContents())
      .toEqual(['OpenSpace', 'SelectX', 'EditE', 'Your account', 'Copy emailC', 'Copy ID']);
    await users.page.keyboard.press('Escape');
    users.session.forget();
    for (const key of ['d', '#']) await users.page.keyboard.press(key);
    await users.page.getByRole('menu').waitFor({ state: 'detached' });
    expect(users.session.sent).toEqual([]);
  });
});

describe('the keys of a row', () => {
  test('d deactivates, # deletes, z undoes, each in one request', async () => {
    const users = await openUsers({ clock: true });
    const { page, session } = users;
    for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
    session.forget();
    await page.keyboard.press('d');
    await users.notice('Person 0003 deactivated').waitFor();
    await users.expectSent('DeactivateUser');
    session.forget();
    await page.keyboard.press('z');
    await users.notice('Person 0003 reactivated').waitFor();
    await users.expectSent('ReactivateUser');
    session.forget();
    await page.keyboard.press('#');
    await users.row('Person 0003').waitFor({ state: 'detached' });
    await users.expectSent('DeleteUser');
    session.forget();
    await page.keyboard.press('z');
    await users.row('Person 0003').waitFor();
    // An undone action is not undone again.
    await page.keyboard.press('z');
    await users.expectSent('RestoreUser');
  });

  nightly('c copies the address, Space opens, and f opens the filters', async () => {
    const users = await openUsers({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = users;
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await users.notice('Copied person.0001@example.org').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('person.0001@example.org');
    await page.keyboard.press('Space');
    await users.dialog.getByRole('heading', { name: 'Person 0001' }).waitFor();
    await page.keyboard.press('Escape');
    await users.dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('f');
    await users.dialog.getByText('Deactivated').waitFor();
  });

  nightly('do nothing without the focus on a row, nor if they are switched off', async () => {
    const users = await openUsers();
    const { page, session } = users;
    await page.keyboard.press('j');
    session.forget();
    await users.search.focus();
    await users.search.blur();
    for (const key of ['d', '#', 'e']) await page.keyboard.press(key);
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    await users.dialog.getByText('Undo the last change').waitFor();
    await users.dialog.getByRole('switch').click();
    await page.keyboard.press('Escape');
    await users.dialog.waitFor({ state: 'detached' });
    for (const key of ['d', '#', 'e', 'g', 'r']) await page.keyboard.press(key);
    expect(session.sent).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/users');
  });

  nightly('g and a letter lead to a page', async () => {
    const users = await openUsers();
    const { page } = users;
    const path = () => new URL(page.url()).pathname;
    for (const [key, to] of [
      ['r', '/roles'],
      ['a', '/audit'],
      ['p', '/users'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await expect.poll(path).toBe(to);
    }
  });
});

describe('the palette', () => {
  test('finds people by words in one request per pause, and opens one', async () => {
    const users = await openUsers();
    const { page } = users;
    await page.keyboard.press('Control+k');
    users.session.forget();
    await users.dialog.getByPlaceholder('Find a person').pressSequentially('0017 person', { delay: 10 });
    await users.dialog.getByRole('option', { name: /Person 0017/ }).waitFor();
    expect(users.session.sent).toEqual(['FindPeople']);
    await page.keyboard.press('Enter');
    await users.dialog.getByRole('heading', { name: 'Person 0017' }).waitFor();
  });

  nightly('acts on the focused row, and leads to the people with a role', async () => {
    const users = await openUsers();
    const { page } = users;
    for (const key of ['j', 'j', 'Control+k']) await page.keyboard.press(key);
    await users.dialog.getByText('Person 0002').waitFor();
    const options = users.dialog.getByRole('option');
    expect((await options.allInnerTexts()).slice(0, 6).map((text) => text.split('\n')[0])).toEqual([
      'Open',
      'Edit',
      'Copy email',
      'Copy ID',
      'Deactivate',
      'Delete',
    ]);
    const list = await users.dialog.getByRole('listbox').boundingBox();
    const option = await options.first().boundingBox();
    expect((list?.height ?? 0) / (option?.height ?? Infinity)).toBeGreaterThan(12);
    await users.dialog.getByPlaceholder('Find a person').fill('editor');
    await users.dialog.getByRole('option', { name: 'Show people with the role Editor' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.has('role')).toBe(true);
  });
});

describe('the search', () => {
  nightly('marks each word, regardless of accents', async () => {
    await product.rollcall.sql(
      `update users set display_name = 'Hannah Weiß', department = 'Finance' where email = 'person.0003@example.org'`,
    );
    const users = await openUsers();
    await users.search.fill('WEISS hannah fin');
    const marks = users.row('Hannah Weiß').locator('mark');
    await expect.poll(() => marks.allTextContents()).toEqual(['Hannah', 'Weiß', 'Fin']);
  });

  test('offers similar terms and matches in the bin, in the request without matches', async () => {
    await product.rollcall.sql(
      `update users set display_name = 'Hannah Weiß' where email = 'person.0003@example.org'`,
    );
    await product.rollcall.sql(
      `update users set display_name = 'Hannnah Deleted', deleted_at = now() where email = 'person.0004@example.org'`,
    );
    const users = await openUsers();
    users.session.forget();
    await users.search.fill('hannnah');
    await users.page.getByRole('button', { name: '1 in the bin' }).waitFor();
    await users.page.getByRole('button', { name: 'Did you mean “hannah”?' }).waitFor();
    await expect.poll(() => users.session.sent).toEqual(['Users', 'UserChanged']);
    await users.page.getByRole('button', { name: 'Did you mean “hannah”?' }).click();
    await users.row('Hannah Weiß').waitFor();
    expect(await users.search.inputValue()).toBe('hannah');
    await users.search.fill('hannnah');
    await users.page.getByRole('button', { name: '1 in the bin' }).click();
    await users.row('Hannnah Deleted').waitFor();
  });
});
