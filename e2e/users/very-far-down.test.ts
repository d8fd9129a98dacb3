import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

/** More than twice as many as the console keeps. */
const PEOPLE = 2_300;
/** A screen and the rows drawn beyond either edge of it, with room for a taller screen. */
const DRAWN_AT_MOST = 50;

const product = useRollcall({ people: PEOPLE });

async function openUsers() {
  return new UsersScreen(await product.open('/users?order=DISPLAY_NAME:ASC')).settled();
}

const name = (index: number) => `Person ${String(index + 1).padStart(4, '0')}`;

/** Puts a row at the top, and answers with the first place where the rows in view are not the ones to be there. */
async function faultAt(users: UsersScreen, index: number): Promise<string | undefined> {
  await users.scrollTo(index);
  await users.row(name(index)).waitFor();
  const names = await users.namesInView();
  const first = names.indexOf(name(index));
  const wrong = names.findIndex((each, place) => each !== name(index + place - first));
  expect(names.length, 'a view full of rows').toBeGreaterThan(8);
  return wrong === -1 ? undefined : names[wrong];
}

test('shows every row on the way down, after a jump, and at the top again, and draws no more than a few', async () => {
  const users = await openUsers();
  for (let index = 0; index < PEOPLE - 20; index += 70) {
    expect(await faultAt(users, index), `from row ${index}`).toBeUndefined();
    expect(await users.rows.count()).toBeLessThanOrEqual(DRAWN_AT_MOST);
  }
  const asked = () => users.session.sent.filter((each) => each === 'Users').length;
  expect(asked(), 'one request a page').toBeLessThanOrEqual(PEOPLE / 100);

  // What was let go of is read again where one jumps to it, and not what lies between.
  users.session.forget();
  expect(await faultAt(users, 700)).toBeUndefined();
  expect(asked(), 'the pages around it').toBeLessThanOrEqual(4);
  expect(await users.placeOf(name(700))).toBe(701);
  for (let index = 690; index > 560; index -= 40) expect(await faultAt(users, index)).toBeUndefined();
  expect(await faultAt(users, 0)).toBeUndefined();
  expect(await users.placeOf(name(0))).toBe(1);
  expect(await users.page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(PEOPLE + 1));
});

test('the rail leads far down and to the end by one request each, and back', async () => {
  await product.rollcall.sql('analyze users');
  const users = await openUsers();
  const rail = users.page.getByRole('slider', { name: 'Position in the list' });
  users.session.forget();
  await rail.focus();
  await users.page.keyboard.press('PageDown');
  await expect.poll(() => rail.getAttribute('aria-valuetext')).toMatch(/^2[23]\d of 2,300: P$/);
  await expect.poll(async () => (await users.namesInView())[0]).toMatch(/^Person 02\d\d$/);
  expect(users.session.sent).toEqual(['UserLandmarks', 'Users']);
  users.session.forget();
  await rail.press('End');
  await users.row(name(PEOPLE - 1)).waitFor();
  expect(await users.placeOf(name(PEOPLE - 1))).toBe(PEOPLE);
  expect(users.session.sent).toEqual(['Users']);
  await rail.press('Home');
  await users.row(name(0)).waitFor();
  expect(await users.placeOf(name(0))).toBe(1);
});

test('keeps the focus at a row that is let go of, and goes on from there', async () => {
  const users = await openUsers();
  await users.page.keyboard.press('j');
  await users.row(name(0)).locator('a:focus').waitFor();
  for (let index = 70; index < 1_300; index += 70) await users.scrollTo(index);
  await users.row(name(1_270)).waitFor();
  expect(await users.row(name(0)).locator('a:focus').count()).toBe(1);
  await users.page.keyboard.press('j');
  await users.row(name(1)).locator('a:focus').waitFor();
  expect(await users.namesInView()).toContain(name(1));
});

test('leads from far down to somebody who was just made at the start', async () => {
  const users = await openUsers();
  for (let index = 70; index < 1_300; index += 70) await users.scrollTo(index);
  await users.row(name(1_270)).waitFor();
  await users.create('Aaron First', 'aaron@example.org');
  await users.notice('Created').waitFor();
  expect((await users.namesInView()).includes(name(1_270)), 'nothing moves').toBe(true);
  await users.toasts.getByRole('button', { name: 'Show' }).click();
  await users.row('Aaron First').locator('a:focus').waitFor();
  expect(await users.placeOf('Aaron First')).toBe(1);
});
