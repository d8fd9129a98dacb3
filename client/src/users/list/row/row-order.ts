import type { UserOrder, UserRowFragment as UserRow } from '../../../gql/graphql';
import type { Write } from '../../../lib/live-list/list-rows';

/**
 * Whether the user of a write stands before a row, or stood there until now, as far as the fields of a row tell; undefined
 * where they do not. Only the numbers of rows hang on it: where a row is drawn, the server's own places say.
 */
export function isBefore(
  order: UserOrder,
  { row: user, position }: Pick<Write<UserRow>, 'row' | 'position'>,
  row: UserRow,
): boolean | undefined {
  // The write itself has changed the moment by which the user stood in the list.
  if (order.field === 'UPDATED_AT' && !position) return undefined;
  const [own, other] = [keyOf(order, user), keyOf(order, row)];
  if (own === other) return undefined;
  return order.direction === 'ASC' ? own < other : own > other;
}

/** The server folds names further; two that differ by no more than that are sometimes ordered wrongly. */
function keyOf({ field }: UserOrder, user: UserRow): string {
  if (field === 'CREATED_AT') return user.createdAt;
  if (field === 'UPDATED_AT') return user.updatedAt;
  // Users who never signed in come before all others, as on the server.
  if (field === 'LAST_SIGN_IN_AT') return user.lastSignInAt ?? '';
  const text = field === 'EMAIL' ? user.email : user.displayName;
  return text
    .normalize('NFD')
    .replaceAll(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}
