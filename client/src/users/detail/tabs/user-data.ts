import type { UserDetailsFragment } from '../../../gql/graphql';

/** The fields that any client of the API may ask for, in the order of the schema. */
const FIELDS = [
  'id',
  'email',
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'phone',
  'locale',
  'timeZone',
  'status',
  'version',
  'createdAt',
  'updatedAt',
  'lastSignInAt',
  'hasSecondFactor',
] as const satisfies (keyof UserDetailsFragment)[];

/** A user as the API answers the query below. */
export function asJson(user: UserDetailsFragment): string {
  const own = FIELDS.map((field) => [field, user[field]]);
  const roles = user.roles.map(({ id, name }) => ({ id, name }));
  return JSON.stringify({ ...Object.fromEntries(own), roles }, null, 2);
}

/** The query that asks for it, for the playground or a script. */
export function asQuery({ id }: UserDetailsFragment): string {
  const lines = [...FIELDS, 'roles { id name }'].map((field) => `    ${field}`);
  return `query {\n  user(id: "${id}") {\n${lines.join('\n')}\n  }\n}`;
}
