import { Permission } from '../access/permission.enum.js';
import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { readText } from '../texts/text.rule.js';
import type { RoleValues } from './role.changes.js';
import type { CreateRoleInput, UpdateRoleInput } from './role.types.js';

const RULES = { name: { max: 100, required: true }, description: { max: 500 } } as const;

const ORDER = Object.values(Permission);

/** The given values in their stored form. Throws the refusals of wrong ones. */
export function readRole(
  input: CreateRoleInput,
): Pick<RoleValues, 'name' | 'permissions'> & Partial<RoleValues>;
export function readRole(input: UpdateRoleInput): Partial<RoleValues>;
export function readRole(input: CreateRoleInput | UpdateRoleInput): Partial<RoleValues> {
  const values: Record<string, unknown> = {};
  const refusals: Refusal[] = [];
  for (const field of ['name', 'description'] as const) {
    const given = input[field];
    if (given === undefined) continue;
    const read = readText(given ?? '', RULES[field]);
    if (typeof read === 'object' && read !== null) refusals.push({ ...read, path: ['input', field] });
    else values[field] = read;
  }
  if (input.permissions !== undefined) {
    // Each once, in a fixed order.
    values['permissions'] = ORDER.filter((permission) => input.permissions?.includes(permission));
    if (!input.permissions?.length) {
      refusals.push({
        code: UserErrorCode.REQUIRED,
        path: ['input', 'permissions'],
        key: 'userError.required.permission',
      });
    }
  }
  if (refusals.length > 0) throw new RefusedError(refusals);
  return values as Partial<RoleValues>; // Each value has its field's type, which a record can't express.
}
