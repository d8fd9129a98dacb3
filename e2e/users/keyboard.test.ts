import { expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 60 });

async function openUsers() {
  return new UsersScreen(await product.open('/users')).settled();
}

/** The label of the focused element. */
function focused(users: UsersScreen): Promise<string> {
  return users.page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });
}

test('j, k and the arrows go from row to row, Enter opens, Escape leads back to the row', async () => {
  const users = await openUsers();
  for (const key of ['j', 'j', 'ArrowDown', 'k']) await users.page.keyboard.press(key);
  await expect.poll(() => focused(users)).toBe('Person 0002');

  await users.page.keyboard.press('Enter');
  await users.field('Display name').getByText('Person 0002').waitFor();
  await users.page.keyboard.press('j');
  await users.field('Display name').getByText('Person 0003').waitFor();
  await users.page.keyboard.press('Escape');
  await users.dialog.waitFor({ state: 'detached' });
  await expect.poll(() => focused(users)).toBe('Person 0003');
});

nightly(
  'Space shows the row’s user and hides them again, and e edits the name or the field that has the focus',
  async () => {
    const users = await openUsers();
    await users.page.keyboard.press('j');
    await users.page.keyboard.press('Space');
    await users.field('Display name').getByText('Person 0001').waitFor();
    await users.page.keyboard.press('Space');
    await users.dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focused(users)).toBe('Person 0001');

    await users.page.keyboard.press('e');
    await users.dialog.locator('input[name=displayName]:focus').waitFor();
    await users.page.keyboard.type('Ada');
    await users.page.keyboard.press('Enter');
    await users.row('Ada').waitFor();
    await users.page.keyboard.press('Tab');
    await users.page.keyboard.press('e');
    await users.dialog.locator('input[name=givenName]:focus').waitFor();
  },
);

nightly('the rows are one stop of Tab, and the row with the focus stays in view', async () => {
  const users = await openUsers();
  await users.page.keyboard.press('j');
  for (let step = 0; step < 30; step += 1) await users.page.keyboard.press('ArrowDown');
  await expect.poll(() => focused(users)).toBe('Person 0031');
  expect(await users.namesInView()).toContain('Person 0031');
  expect(await users.page.locator('[data-user][tabindex="0"]').count()).toBe(1);

  await users.scrollTo(0);
  await users.page.keyboard.press('j');
  await expect.poll(() => focused(users)).toBe('Person 0032');
  await users.page.keyboard.press('Tab');
  expect(await users.page.evaluate(() => document.activeElement?.closest('[role=row]'))).toBeNull();
});

nightly('/ goes to the search, Escape empties it, and Enter goes to the matches', async () => {
  const users = await openUsers();
  await users.page.keyboard.press('/');
  await users.page.keyboard.type('person 002');
  await expect.poll(() => users.count.textContent()).toBe('11 found');
  await users.page.keyboard.press('Enter');
  await expect.poll(() => focused(users)).toBe('Person 0020');
  await users.page.keyboard.press('/');
  await users.page.keyboard.press('Escape');
  await expect.poll(() => users.count.textContent()).toBe('60 people');
  expect(await users.search.inputValue()).toBe('');
});

test('n opens the dialog for a new user at its first field, and Escape returns the focus', async () => {
  const users = await openUsers();
  await users.page.keyboard.press('j');
  await users.page.keyboard.press('n');
  await expect
    .poll(() => users.page.evaluate(() => document.activeElement?.getAttribute('name')))
    .toBe('email');
  await users.page.keyboard.press('Escape');
  await users.dialog.waitFor({ state: 'detached' });
  await expect.poll(() => focused(users)).toBe('Person 0001');
});

test('? lists the keys, and Ctrl-K finds commands', async () => {
  const users = await openUsers();
  await users.page.keyboard.press('?');
  for (const key of [
    'Next row',
    'Open',
    'Edit',
    'Deactivate',
    'Copy email',
    'Undo the last change',
    'Roles',
  ]) {
    await users.dialog.getByText(key, { exact: true }).waitFor();
  }
  await users.page.keyboard.press('Escape');
  await users.dialog.waitFor({ state: 'detached' });

  await users.page.keyboard.press('Control+k');
  await users.dialog.getByPlaceholder('Find a person, or what to do').fill('new user');
  await users.page.keyboard.press('Enter');
  await users.dialog.getByLabel('Email', { exact: true }).waitFor();
  expect(new URL(users.page.url()).pathname).toBe('/users/new');
});

nightly('after a deletion the focus is on the row in its place', async () => {
  const users = await openUsers();
  await users.page.keyboard.press('j');
  await users.page.keyboard.press('j');
  await users.page.keyboard.press('Enter');
  await users.act('Delete');
  await users.dialog.waitFor({ state: 'detached' });
  await expect.poll(() => focused(users)).toBe('Person 0003');
});
