import { Extensions } from 'type-graphql';

/**
 * Whom a field that answers with a user shows without USERS_READ. `VIEWER`: who asks, and nobody else. `MADE`: whom the
 * write itself has made, of whom the asker wrote everything.
 */
export type Shows = 'VIEWER' | 'MADE';

/** Under this name it stands in the schema's extensions. */
const EXTENSION = 'shows';

/**
 * What of any other user is shown without USERS_READ, such as by the answer to a write: that it was done, and what the next
 * write needs.
 */
export const BARE: ReadonlySet<string> = new Set(['id', 'version', 'status']);

/** Declares it of a field, or on a class of each of its fields that answers with a user. See operation-access.ts. */
export function ShowsUser(shows: Shows): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ [EXTENSION]: shows }) as ClassDecorator & MethodDecorator & PropertyDecorator;
}

/** What is declared; undefined where there is nothing. */
export function showsOf(declared: { extensions?: Readonly<Record<string, unknown>> }): Shows | undefined {
  return declared.extensions?.[EXTENSION] as Shows | undefined;
}
