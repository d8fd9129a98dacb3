import { Extensions } from 'type-graphql';

/**
 * Which user a field shows without USERS_READ. `VIEWER`: the viewer and no other user. `MADE`: the user created by the write,
 * whose fields the viewer wrote.
 */
export type Shows = 'VIEWER' | 'MADE';

/** The key of the declaration in the schema's extensions. */
const EXTENSION = 'shows';

/**
 * The fields that any other user shows without USERS_READ, as in the answer to a write: the write's result and what the
 * next write needs.
 */
export const BARE: ReadonlySet<string> = new Set(['id', 'version', 'status']);

/** Declares it for a field, or on a class for each of its fields that returns a user. See operation-access.ts. */
export function ShowsUser(shows: Shows): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ [EXTENSION]: shows }) as ClassDecorator & MethodDecorator & PropertyDecorator;
}

/** The declaration; undefined if there is none. */
export function showsOf(declared: { extensions?: Readonly<Record<string, unknown>> }): Shows | undefined {
  return declared.extensions?.[EXTENSION] as Shows | undefined;
}
