import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from '../selection/selected-field.js';
import type { UserListArgs, UserPageArgs } from './list/user.connection.js';

/** What an operation asks of a user: the names of the fields, and each `position` by its path in the answer. */
export interface UserSelection {
  fields: ReadonlySet<string>;
  /** By `positionKey`. */
  positions: ReadonlyMap<string, UserListArgs>;
}

/**
 * Added to the fields of a user if more is asked of the roles than lists show; a GraphQL field cannot have this name.
 */
export const ROLES_IN_FULL = 'roles in full';

const ROLE_BASICS = new Set(['id', 'name', 'permissions']);

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
  /** If the write is refused because of a stale version. */
  conflict: ConflictSelection | undefined;
  /** If the write is refused because another user has the address. */
  emailHolder: UserSelection | undefined;
}

/** What an operation asks of a conflict. */
export interface ConflictSelection {
  user: UserSelection | undefined;
  /** The fields of the actors; undefined if no changes are asked for. */
  changes: { actor: ReadonlySet<string> } | undefined;
}

/** The selection of a field that returns a user. */
export function userSelection(info: GraphQLResolveInfo): UserSelection {
  const cached = users.get(info.fieldNodes);
  if (cached) return cached;
  const selection = readUser([readField(info)]);
  if (selection.positions.size === 0) users.set(info.fieldNodes, selection);
  return selection;
}

/** Cached as `shapes` are. */
const users = new WeakMap<SelectedField['nodes'], UserSelection>();

const keys = new WeakMap<ReadonlySet<string>, string>();

/** A text that is equal for equal sets of fields. */
export function fieldsKey(fields: ReadonlySet<string>): string {
  let key = keys.get(fields);
  if (key === undefined) keys.set(fields, (key = [...fields].join()));
  return key;
}

/** The selection of a field that returns a list of users. */
export function listSelection(info: GraphQLResolveInfo): ListSelection {
  return readList(readField(info));
}

/** Reads the selection of a write's payload in advance, so that all of it is read in the transaction of the write. */
export function writeSelection(info: GraphQLResolveInfo): WriteSelection {
  const fields = subfieldsOf(readField(info));
  return {
    user: selectionOf(named(fields, 'user')),
    lists: new Map(named(fields, 'users').map((list) => [list.key, readList(list)])),
    conflict: conflictSelection(named(fields, 'conflict')),
    emailHolder: selectionOf(named(fields, 'emailHolder')),
  };
}

function conflictSelection(conflicts: SelectedField[]): ConflictSelection | undefined {
  if (conflicts.length === 0) return undefined;
  const fields = conflicts.flatMap((conflict) => subfieldsOf(conflict));
  const changes = named(fields, 'changes');
  return {
    user: selectionOf(named(fields, 'user')),
    changes: changes.length > 0 ? { actor: actorFields(changes) } : undefined,
  };
}

/** The fields of the actors of these lists of changes. */
function actorFields(changes: SelectedField[]): ReadonlySet<string> {
  const actors = named(
    changes.flatMap((change) => subfieldsOf(change)),
    'actor',
  );
  return selectionOf(actors)?.fields ?? new Set();
}

function selectionOf(users: SelectedField[]): UserSelection | undefined {
  return users.length > 0 ? readUser(users) : undefined;
}

/** The selection of the `viewer` in a payload; undefined if it is not asked for. */
export function viewerSelection(info: GraphQLResolveInfo): UserSelection | undefined {
  return selectionOf(named(subfieldsOf(readField(info)), 'viewer'));
}

/** The key of a position. Its own key is not enough, as an answer may have the user under two keys. */
export function positionKey(userKey: string | number | undefined, ownKey: string | number): string {
  return `${userKey}.${ownKey}`;
}

type ListShape = Omit<ListSelection, 'args'>;

/** Lists without arguments below them: their selection is the same for each execution of a compiled operation. */
const shapes = new WeakMap<SelectedField['nodes'], ListShape>();

function readList(list: SelectedField): ListSelection {
  const cached = shapes.get(list.nodes);
  const shape = cached ?? shapeOf(list);
  if (!cached && shape.user.positions.size === 0) shapes.set(list.nodes, shape);
  return { args: list.args as UserPageArgs, ...shape };
}

function shapeOf(list: SelectedField): ListShape {
  const fields = subfieldsOf(list);
  const names = new Set(fields.map(({ name }) => name));
  const nodes = [
    ...named(fields, 'nodes'),
    ...named(
      named(fields, 'edges').flatMap((edges) => subfieldsOf(edges)),
      'node',
    ),
  ];
  return {
    rows: ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name)),
    count: names.has('totalCount') || names.has('totalCountIsCapped'),
    user: readUser(nodes),
  };
}

function readUser(users: SelectedField[]): UserSelection {
  // `Query.node` returns an interface; only the fields of User are read here.
  const asked = users.flatMap((user) => subfieldsOf(user, 'User').map((field) => ({ user, field })));
  const roles = asked.filter(({ field }) => field.name === 'roles');
  const isInFull = roles.some(({ field }) => subfieldsOf(field).some(({ name }) => !ROLE_BASICS.has(name)));
  return {
    fields: new Set([...asked.map(({ field }) => field.name), ...(isInFull ? [ROLES_IN_FULL] : [])]),
    positions: new Map(
      asked
        .filter(({ field }) => field.name === 'position')
        .map(({ user, field }) => [positionKey(user.key, field.key), field.args as UserListArgs]),
    ),
  };
}

function named(fields: SelectedField[], name: string): SelectedField[] {
  return fields.filter((field) => field.name === name);
}

/** A text that is equal for equal selections. */
export function selectionKey(selection: UserSelection | ListSelection): string {
  return JSON.stringify(selection, (_key, value: unknown) =>
    value instanceof Set || value instanceof Map ? [...value].sort() : value,
  );
}
