import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from '../selection/selected-field.js';

/** The requested fields of the users of tokens; undefined if there are none. */
export type TokenSelection = ReadonlySet<string> | undefined;

/** The selection of `Query.node` for a token. */
export function tokenSelection(info: GraphQLResolveInfo): TokenSelection {
  return usersIn(subfieldsOf(readField(info), 'AccessToken'));
}

/** The selection of a payload's field for the written token. */
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
