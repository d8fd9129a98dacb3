import { expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 40 });

async function openUsers(path = '/users?order=DISPLAY_NAME:ASC', width = 1280) {
  const session = await product.open(path, { viewport: { width, height: 860 } });
  return new UsersScreen(session).settled();
}

const nameIn = (users: UsersScreen) => users.dialog.getByRole('heading', { level: 2 }).textContent();

test('the list stays usable beside the panel, and each user opened is one request', async () => {
  const users = await openUsers();
  users.session.forget();
  await users.open('Person 0003');
  await expect.poll(() => users.session.sent).toEqual(expect.arrayContaining(['UserInFull']));
  await users.row('Person 0005').getByRole('link').click();
  await expect.poll(() => nameIn(users)).toContain('Person 0005');
  await users.dialog.getByText('5 of 40').waitFor();
  const open = users.page.locator('[role=row][aria-current=true]');
  await expect.poll(() => open.textContent()).toContain('Person 0005');
  await users.page.keyboard.press('k');
  await expect.poll(() => nameIn(users)).toContain('Person 0004');
  await users.dialog.getByRole('tab', { name: 'Overview' }).waitFor();
  // The previously open user is cached.
  await users.page.keyboard.press('k');
  await expect.poll(() => nameIn(users)).toContain('Person 0003');
  expect(users.session.sent).toEqual(['UserInFull', 'UserInFull', 'UserInFull']);
  // The list of roles is requested once, when it is on screen.
  await users.field('Roles').click();
  await users.dialog.getByRole('checkbox', { name: 'Editor' }).waitFor();
  await users.page.keyboard.press('Escape');
  expect(users.session.sent).toEqual(['UserInFull', 'UserInFull', 'UserInFull', 'Roles']);
  expect(users.session.sockets).toBe(1);
  const [panel, list] = [await users.dialog.boundingBox(), await users.scroller.boundingBox()];
  expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(panel?.x ?? 0);
});

nightly('the tabs send no request and have URLs, and the page has its own', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0003');
  users.session.forget();
  for (const tab of ['Access', 'Sign-in', 'Sessions', 'Activity', 'Data']) {
    await drawer.getByRole('tab', { name: tab }).click();
    await expect
      .poll(() => new URL(users.page.url()).pathname)
      .toMatch(new RegExp(`/users/[^/]+/${tab.toLowerCase()}$`));
  }
  await drawer.getByText('"displayName": "Person 0003"').waitFor();
  expect(users.session.sent).toEqual([]);

  await drawer.getByRole('link', { name: 'Open as a page' }).click();
  const page = users.page.locator('[data-detail=page]');
  await page.getByText('"displayName": "Person 0003"').waitFor();
  expect(await users.page.getByRole('table').count()).toBe(0);
});

test('a change with the activity on screen is one request, and shows there', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0003');
  await drawer.getByRole('tab', { name: 'Activity' }).click();
  await expect.poll(() => users.session.subscribed).toContain('UserActivityInFull');
  users.session.forget();
  await users.act('Deactivate');
  await drawer.locator('[data-entry]').getByText('deactivated').first().waitFor();
  expect(users.session.sent).toEqual(['DeactivateUser']);
});

test('an editor in another window is shown, until they stop or their window is killed', async () => {
  const [one, other] = [await openUsers(), await openUsers()];
  const mine = await one.open('Person 0003');
  await other.open('Person 0003');
  const note = mine.getByText('You are editing in another window');
  // Only typing in a field is announced, not opening it.
  await other.type('Job title', 'Typed');
  await note.waitFor();
  await other.page.keyboard.press('Escape');
  await note.waitFor({ state: 'detached' });
  await other.type('Job title', 'Typed again');
  await note.waitFor();
  await other.page.close({ runBeforeUnload: false });
  await note.waitFor({ state: 'detached' });
});

nightly('below 1280 pixels a drawer covers the list, and j and k move through it', async () => {
  const users = await openUsers(undefined, 360);
  await users.open('Person 0003');
  expect(await users.page.getByRole('dialog').count()).toBe(1);
  await users.page.keyboard.press('j');
  await expect.poll(() => nameIn(users)).toContain('Person 0004');
  await users.dialog.getByText('4 of 40').waitFor();
  await users.dialog.getByRole('button', { name: 'Next user' }).click();
  await expect.poll(() => nameIn(users)).toContain('Person 0005');
  await users.page.keyboard.press('Escape');
  await users.dialog.waitFor({ state: 'detached' });
  await users.row('Person 0005').locator('a:focus').waitFor();
});
