import { type RawBuilder, sql } from 'kysely';
import { STORED_FIELDS } from './user.entity.js';
import { columnOf } from './user.fields.js';
import { ROLES_IN_FULL, type UserSelection } from './user.selection.js';

interface ComputedField {
  /** An SQL expression about `users u`; undefined for what is worked out from other columns. */
  expression?: RawBuilder<unknown>;
  /** Columns that the resolver needs besides. */
  needs?: readonly string[];
}

const stored = new Map(STORED_FIELDS.map((field) => [field, named(field, sql.ref(`u.${columnOf(field)}`))]));

/** By the name of the field; resolvers add theirs as they are loaded. */
const computed = new Map<string, ComputedField>([
  ['roles', { expression: rolesColumn(sql``) }],
  [
    'permissions',
    {
      expression: sql`(select coalesce(array_agg(distinct p), '{}') from user_roles ur
        join roles r on r.id = ur.role_id, unnest(r.permissions) as p where ur.user_id = u.id)`,
    },
  ],
]);

/** For what is seldom asked of the roles in a list, and would make every list dearer. */
const FULL_ROLES = named(
  'roles',
  rolesColumn(sql`, 'key', r.key, 'description', r.description, 'version', r.version`),
);

function rolesColumn(more: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions${more})
    order by r.name), '[]') from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id)`;
}

/**
 * Declares of a field resolver of User what it needs of the user's row. It is selected with the page by the statement of
 * the page, so that no row costs a statement. News is shared by viewers with the same permissions
 * (news/user-change.answers.ts): beside the row, the resolver may use the viewer's id and permissions, nothing else.
 */
export function ComputedColumn(field: ComputedField): MethodDecorator {
  return (_resolver, name) => void computed.set(String(name), field);
}

/** The fields that are read with a user's row. */
export function rowFields(): string[] {
  return ['id', ...STORED_FIELDS, ...computed.keys()];
}

/** The select list for what is asked of a user, from `users u`; the id always comes along. */
export function userColumns({ fields }: Pick<UserSelection, 'fields'>): RawBuilder<unknown> {
  const needed = [...fields].flatMap((field) => computed.get(field)?.needs ?? []);
  const columns = [...new Set([...fields, ...needed])].flatMap((field) => {
    if (field === 'roles' && fields.has(ROLES_IN_FULL)) return FULL_ROLES;
    const expression = computed.get(field)?.expression;
    return expression ? named(field, expression) : (stored.get(field) ?? []);
  });
  return sql.join([sql`u.id`, ...columns]);
}

function named(field: string, expression: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${expression} as ${sql.id(field)}`;
}
