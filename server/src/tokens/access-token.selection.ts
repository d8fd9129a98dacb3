import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from '../selection/selected-field.js';

/** Which fields are asked of the users of tokens; undefined where nothing is. */
export type TokenSelection = ReadonlySet<string> | undefined;

/** Reads what `Query.node` asks of a token. */
export function tokenSelection(info: GraphQLResolveInfo): TokenSelection {
  return usersIn(subfieldsOf(readField(info), 'AccessToken'));
}

/** Reads what a payload's field asks of the token that was written. */
export function writtenTokenSelection(info: GraphQLResolveInfo): TokenSelection {
  const tokens = subfieldsOf(readField(info)).filter(({ name }) => name === 'accessToken');
  return usersIn(tokens.flatMap((token) => subfieldsOf(token)));
}

/** @param fields of tokens */
export function usersIn(fields: SelectedField[]): TokenSelection {
  const users = fields.filter(({ name }) => name === 'user');
  if (users.length === 0) return undefined;
  return new Set(users.flatMap((user) => subfieldsOf(user)).map(({ name }) => name));
}
