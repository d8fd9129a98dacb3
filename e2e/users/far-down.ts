import { expect } from 'vitest';
import type { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

export const PEOPLE = 450;

/** A list by name with several pages loaded, scrolled into the third one. */
export async function openFarDown(product: ReturnType<typeof useRollcall>) {
  const session = await product.open('/users?order=DISPLAY_NAME:ASC', { clock: true });
  const users = await new UsersScreen(session).settled();
  await users.scrollTo(230);
  await users.row('Person 0231').waitFor();
  // On a slow machine the next page may have been requested too: near the end one is always prefetched.
  const pages = () => session.sent.filter((name) => name === 'Users').length;
  await expect.poll(pages).toBeGreaterThanOrEqual(3);
  expect(pages()).toBeLessThanOrEqual(4);
  return users;
}

/** The visible state: a row's place on the screen, and the rows around it. */
export async function look(users: UsersScreen) {
  return { box: await users.boxOf('Person 0231'), names: await users.namesInView() };
}

/** The names of people in the order by name, both ends included. */
export function numbered(first: number, last: number): string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, index) => `Person ${String(first + index).padStart(4, '0')}`,
  );
}
