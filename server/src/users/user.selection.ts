import type { GraphQLResolveInfo } from 'graphql';
import { type FieldsByTypeName, parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';
import type { UserListArgs, UserPageArgs } from './user.connection.js';

/** What an operation asks of a user: the fields by name, and each `position` by its key in the answer. */
export interface UserSelection {
  fields: ReadonlySet<string>;
  positions: ReadonlyMap<string, UserListArgs>;
}

/** What an operation asks of a list of users. */
export interface ListSelection {
  args: UserPageArgs;
  rows: boolean;
  count: boolean;
  user: UserSelection;
}

/** What an operation asks of the answer to a write: the user, and each list by its key in the answer. */
export interface WriteSelection {
  user: UserSelection | undefined;
  lists: ReadonlyMap<string, ListSelection>;
}

/** Reads what is asked of a field that answers with a user. */
export function userSelection(info: GraphQLResolveInfo): UserSelection {
  return readUser([parseTree(info)]);
}

/** Reads what is asked of a field that answers with a list of users. */
export function listSelection(info: GraphQLResolveInfo): ListSelection {
  return readList(parseTree(info));
}

/**
 * Reads ahead what is asked of a write's payload, so that all of it can be read inside the write's transaction.
 */
export function writeSelection(info: GraphQLResolveInfo): WriteSelection {
  const fields = fieldsOf(parseTree(info));
  const users = fields.filter(({ name }) => name === 'user');
  const lists = fields.filter(({ name }) => name === 'users');
  return {
    user: users.length > 0 ? readUser(users) : undefined,
    lists: new Map(lists.map((list) => [list.alias, readList(list)])),
  };
}

function readList(tree: ResolveTree): ListSelection {
  const fields = fieldsOf(tree);
  const names = new Set(fields.map(({ name }) => name));
  const edges = fields.filter(({ name }) => name === 'edges').flatMap(fieldsOf);
  const nodes = [
    ...fields.filter(({ name }) => name === 'nodes'),
    ...edges.filter(({ name }) => name === 'node'),
  ];
  return {
    args: tree.args as UserPageArgs,
    rows: ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name)),
    count: names.has('totalCount') || names.has('totalCountIsCapped'),
    user: readUser(nodes),
  };
}

function readUser(trees: ResolveTree[]): UserSelection {
  const fields = trees.flatMap(fieldsOf);
  return {
    fields: new Set(fields.map(({ name }) => name)),
    positions: new Map(
      fields
        .filter(({ name }) => name === 'position')
        .map(({ alias, args }) => [alias, args as UserListArgs]),
    ),
  };
}

/** The sub-selections of a field, whichever type of an interface they were written for. */
function fieldsOf(tree: ResolveTree): ResolveTree[] {
  return Object.values(tree.fieldsByTypeName).flatMap((fields: FieldsByTypeName[string]) =>
    Object.values(fields),
  );
}

function parseTree(info: GraphQLResolveInfo): ResolveTree {
  // The library answers null only for a field without a selection, and the types read here all have one.
  return parseResolveInfo(info) as ResolveTree;
}

/** A text that is the same for selections that ask for the same. */
export function selectionKey(selection: UserSelection | ListSelection): string {
  return JSON.stringify(selection, (_key, value: unknown) =>
    value instanceof Set || value instanceof Map ? [...value].sort() : value,
  );
}
