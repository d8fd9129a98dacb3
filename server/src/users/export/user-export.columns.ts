import { type RawBuilder, sql } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { toIsoText } from '../../scalars/date-time.scalar.js';
import { STATE } from '../list/user.state-filter.js';
import { columnOf, TEXT_FIELDS } from '../user.fields.js';

/** A value of JSON. */
export type ExportValue = string | boolean | string[] | null;

interface ExportColumn {
  /** An expression about `users u`, as text. */
  expression: RawBuilder<unknown>;
  /** Of PostgreSQL's text of the value. */
  read: (text: string) => ExportValue;
  /** Needed besides USERS_READ. */
  permission?: Permission;
}

const asText = (text: string) => text;

const text = (expression: RawBuilder<unknown>): ExportColumn => ({ expression, read: asText });

const moment = (name: string): ExportColumn => ({ expression: sql.ref(`u.${name}`), read: toIsoText });

/** By the name of the field in the API, in the order of a file. */
const COLUMNS = new Map<string, ExportColumn>([
  ['id', text(sql`u.id`)],
  ...TEXT_FIELDS.map((field) => [field, text(sql.ref(`u.${columnOf(field)}`))] as const),
  ['state', text(STATE)],
  [
    'roles',
    {
      expression: sql`(select json_agg(r.name order by r.name)
        from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id)`,
      read: (names) => JSON.parse(names) as string[],
    },
  ],
  ['createdAt', moment('created_at')],
  ['updatedAt', moment('updated_at')],
  ['lastSignInAt', moment('last_sign_in_at')],
  ['deletedAt', moment('deleted_at')],
  [
    'hasSecondFactor',
    {
      expression: sql`u.has_second_factor`,
      read: (value) => value === 't',
      permission: Permission.USERS_WRITE,
    },
  ],
]);

export const EXPORT_COLUMNS: readonly string[] = [...COLUMNS.keys()];

/** The columns that the viewer may read: the default columns of a file. */
export function columnsFor({ permissions }: Viewer): string[] {
  return EXPORT_COLUMNS.filter((name) => {
    const permission = COLUMNS.get(name)?.permission;
    return permission === undefined || permissions.has(permission);
  });
}

/** The select list: texts in the order of the names. */
export function selectList(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => column(name).expression));
}

/** Parses a row of PostgreSQL's texts into values. A user without roles has an empty list. */
export function valuesOf(names: readonly string[]): (row: readonly (string | null)[]) => ExportValue[] {
  const readers = names.map((name) => column(name).read);
  const missing = names.map((name): ExportValue => (name === 'roles' ? [] : null));
  return (row) =>
    readers.map((read, index) => {
      const value = row[index];
      return value == null ? (missing[index] ?? null) : read(value);
    });
}

function column(name: string): ExportColumn {
  const found = COLUMNS.get(name);
  if (!found) throw new Error(`no column ${name}`);
  return found;
}
