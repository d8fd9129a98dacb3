import type { GraphQLObjectType } from 'graphql';
import type { Row } from '../database/pipeline-batch.js';
import { STORED_FIELDS } from '../users/user.entity.js';
import {
  type AskedField,
  askedOf,
  listWriter,
  objectWriter,
  type Reading,
  scalarWriter,
  Unusual,
  type Write,
} from './answer-writer.js';

/** What a user's row holds besides its id, which is always its first column: names of GraphQL fields. */
export type UserColumns = readonly string[];

interface Role {
  id: string;
  name: string;
  permissions: readonly string[];
}

const KNOWN: readonly string[] = [...STORED_FIELDS, 'roles'];

/**
 * The columns that are asked of users, in the order of the select list.
 * @throws Unusual where a field is none, but worked out by a resolver.
 */
export function userColumnsOf(fields: readonly AskedField[]): UserColumns {
  const names = [...new Set(fields.map(({ name }) => name))];
  const columns = names.filter((name) => name !== 'id' && name !== '__typename');
  for (const name of columns) if (!KNOWN.includes(name)) throw new Unusual(name);
  return columns;
}

/**
 * Writes a user from their row.
 * @param columns what the row holds, which may be more than is asked here
 */
export function userWriter(
  reading: Reading,
  fields: readonly AskedField[],
  columns: UserColumns,
): Write<Row> {
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
      name === 'id' || name === 'name' || name === 'permissions'
        ? (role) => JSON.stringify(role[name])
        : undefined,
    ),
  );
  return (json) => (json === null || json === '[]' ? '[]' : write(JSON.parse(json) as Role[]));
}
