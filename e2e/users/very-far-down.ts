import type { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

/** More than twice as many as the console caches. */
export const PEOPLE = 2_300;

export async function openByName(product: ReturnType<typeof useRollcall>) {
  return new UsersScreen(await product.open('/users?order=DISPLAY_NAME:ASC')).settled();
}

/** The name in the row with this index, in the order by name. */
export const name = (index: number) => `Person ${String(index + 1).padStart(4, '0')}`;
