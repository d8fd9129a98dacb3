import type { GraphQLObjectType } from 'graphql';
import type { Row } from '../database/pipeline-batch.js';
import { type AskedField, askedOf, listWriter, objectWriter, type Reading, scalarWriter, type Write } from './answer-writer.js';

/** What a user's row holds besides its id, which is always its first column: names of GraphQL fields. */
export type UserColumns = readonly string[];

interface Role {
  id: string;
  name: string;
  permissions: readonly string[];
}

/** The columns that are asked of users, in the order of the select list; all else of them is worked out in resolvers. */
export function userColumnsOf(fields: readonly AskedField[]): UserColumns {
  return [...new Set(fields.map(({ name }) => name))].filter((name) => name !== 'id' && name !== '__typename');
}

/**
 * Writes a user from their row.
 * @param columns what the row holds, which may be more than is asked here
 */
export function userWriter(reading: Reading, fields: readonly AskedField[], columns: UserColumns): Write<Row> {
  const type = reading.schema.getType('User') as GraphQLObjectType;
  return objectWriter<Row>('User', fields, (field) => {
    if (field.name === 'id') return ([id]) => `"${id}"`;
    const index = columns.indexOf(field.name) + 1;
    const write = field.name === 'roles' ? rolesWriter(reading, field) : scalarWriter(type, field.name);
    return (row) => write(row[index] as string | null);
  });
}

/** Roles come as one column of JSON, as they are a list within a list. Most users have none. */
function rolesWriter(reading: Reading, { nodes }: AskedField): Write<string | null> {
  const write = listWriter(
    objectWriter<Role>('Role', askedOf(reading, 'Role', nodes), ({ name }) =>
      name === 'id' || name === 'name' || name === 'permissions' ? (role) => JSON.stringify(role[name]) : undefined,
    ),
  );
  return (json) => (json === null || json === '[]' ? '[]' : write(JSON.parse(json) as Role[]));
}
