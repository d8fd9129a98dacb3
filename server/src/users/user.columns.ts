import { type RawBuilder, sql } from 'kysely';
import { STORED_FIELDS } from './user.entity.js';
import { columnOf } from './user.fields.js';
import { ROLES_IN_FULL, type UserSelection } from './user.selection.js';

interface ComputedField {
  /** An SQL expression about `users u`; undefined for a field that is computed from other columns. */
  expression?: RawBuilder<unknown>;
  /** Further columns that the resolver needs. */
  needs?: readonly string[];
}

const stored = new Map(STORED_FIELDS.map((field) => [field, named(field, sql.ref(`u.${columnOf(field)}`))]));

/** By the name of the field; resolvers add theirs when they are loaded. */
const computed = new Map<string, { column: RawBuilder<unknown> | undefined; needs: readonly string[] }>();

function addComputed(name: string, { expression, needs = [] }: ComputedField): void {
  computed.set(name, { column: expression && named(name, expression), needs });
}

addComputed('roles', { expression: rolesColumn(sql``) });
addComputed('permissions', {
  expression: sql`(select coalesce(array_agg(distinct p), '{}') from user_roles ur
    join roles r on r.id = ur.role_id, unnest(r.permissions) as p where ur.user_id = u.id)`,
});

/** With further fields of the roles, which lists seldom ask for and which would make every list more expensive. */
const FULL_ROLES = named(
  'roles',
  rolesColumn(sql`, 'key', r.key, 'description', r.description, 'version', r.version`),
);

function rolesColumn(more: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions${more})
    order by r.name), '[]') from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id)`;
}

/**
 * Declares the columns that a field resolver of User needs. They are selected by the statement of the page, so that no
 * row costs a statement. News is shared by viewers with the same permissions (news/user-change.answers.ts): besides the
 * row, the resolver may use only the viewer's id and permissions.
 */
export function ComputedColumn(field: ComputedField): MethodDecorator {
  return (_resolver, name) => addComputed(String(name), field);
}

/** The fields that are read with the row of a user. */
export function rowFields(): string[] {
  return ['id', ...STORED_FIELDS, ...computed.keys()];
}

/** The select list for the fields of a selection, from `users u`, with the id. */
export function userColumns({ fields }: Pick<UserSelection, 'fields'>): RawBuilder<unknown> {
  const needed = [...fields].flatMap((field) => computed.get(field)?.needs ?? []);
  const columns = [...new Set([...fields, ...needed])].flatMap((field) => {
    if (field === 'roles' && fields.has(ROLES_IN_FULL)) return FULL_ROLES;
    return computed.get(field)?.column ?? stored.get(field) ?? [];
  });
  return sql.join([sql`u.id`, ...columns]);
}

function named(field: string, expression: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${expression} as ${sql.id(field)}`;
}
