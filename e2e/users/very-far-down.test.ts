import { expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import type { UsersScreen } from '../browser/users-screen.ts';
import { name, openByName, PEOPLE } from './very-far-down.ts';

/** The rows of a screen and those rendered beyond both edges, with a margin for a taller screen. */
const DRAWN_AT_MOST = 50;

const product = useRollcall({ people: PEOPLE });

/** Scrolls to a row, and returns the first place with a wrong row in view. */
async function faultAt(users: UsersScreen, index: number): Promise<string | undefined> {
  await users.scrollTo(index);
  await users.row(name(index)).waitFor();
  const names = await users.namesInView();
  const first = names.indexOf(name(index));
  const wrong = names.findIndex((each, place) => each !== name(index + place - first));
  expect(names.length, 'a view full of rows').toBeGreaterThan(8);
  return wrong === -1 ? undefined : names[wrong];
}

nightly(
  'shows every row on the way down, after a jump, and at the top again, and renders only a few',
  async () => {
    const users = await openByName(product);
    for (let index = 0; index < PEOPLE - 20; index += 70) {
      expect(await faultAt(users, index), `from row ${index}`).toBeUndefined();
      expect(await users.rows.count()).toBeLessThanOrEqual(DRAWN_AT_MOST);
    }
    const asked = () => users.session.sent.filter((each) => each === 'Users').length;
    expect(asked(), 'one request a page').toBeLessThanOrEqual(PEOPLE / 100);

    // Evicted rows are read again after a jump to them. Rows between are not.
    users.session.forget();
    expect(await faultAt(users, 700)).toBeUndefined();
    expect(asked(), 'the pages around it').toBeLessThanOrEqual(4);
    expect(await users.placeOf(name(700))).toBe(701);
    for (let index = 690; index > 560; index -= 40) expect(await faultAt(users, index)).toBeUndefined();
    expect(await faultAt(users, 0)).toBeUndefined();
    expect(await users.placeOf(name(0))).toBe(1);
    expect(await users.page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(PEOPLE + 1));
  },
);

test('the rail scrolls far down and to the end by one request each, and back', async () => {
  await product.rollcall.sql('analyze users');
  const users = await openByName(product);
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
