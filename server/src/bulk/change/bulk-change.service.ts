import { type QueryExecutorProvider, sql } from 'kysely';
import type { Permission } from '../../access/permission.enum.js';
import { reaches, type Viewer } from '../../access/viewer.js';
import type { RequestContext } from '../../context.js';
import { BadInputError } from '../../errors.js';
import { isUuid } from '../../pagination/cursor.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { selectUserIds, type UserSet } from '../../users/list/user-set.service.js';
import { readTexts } from '../../users/validation/user.validation.js';
import { BulkChangeKind } from './bulk-change.enums.js';
import type { StartBulkJobInput } from './bulk-change.input.js';
import { NEEDS, type StoredChange, TEXT_OF } from './bulk-change.rule.js';

/** Which users, as stored until the set is frozen. */
export type Selection = { ids: string[] } | UserSet;

/** A job that can be started. */
export interface CheckedJob {
  kind: BulkChangeKind;
  change: StoredChange;
  selection: Selection;
}

/**
 * Checks the input of a job. Wrong input becomes a refusal with a path; a missing permission throws.
 * @throws BadInputError (FORBIDDEN) without a permission that the kind needs
 */
export async function checkJob(
  { db, viewer, mailer, addresses }: Pick<RequestContext, 'db' | 'viewer' | 'mailer' | 'addresses'>,
  input: StartBulkJobInput,
): Promise<CheckedJob | Refusal[]> {
  const { kind } = input.change;
  if (!input.ids && input.where == null && !input.search?.trim()) {
    return [refusal(UserErrorCode.REQUIRED, ['where'], 'userError.bulk.whom')];
  }
  if (kind === BulkChangeKind.IMPORT) {
    return [refusal(UserErrorCode.INVALID, ['change', 'kind'], 'userError.bulk.importAlone')];
  }
  const asking = assertMay(viewer, kind);
  const refusals: Refusal[] = [];
  const selection = selectionOf(input, refusals);
  const change: StoredChange = {};
  if (kind === BulkChangeKind.ADD_ROLE || kind === BulkChangeKind.REMOVE_ROLE) {
    Object.assign(change, await roleOf(db, asking, input.change.roleId, refusals));
  } else if (kind === BulkChangeKind.SET_FIELD) {
    Object.assign(change, fieldOf(input.change, addresses, refusals));
  } else if (kind === BulkChangeKind.RESEND_INVITATION && !mailer.isSetUp) {
    refusals.push(refusal(UserErrorCode.INVALID, ['change', 'kind'], 'userError.bulk.noMail'));
  }
  return refusals.length > 0 ? refusals : { kind, change, selection };
}

/** @throws BadInputError (FORBIDDEN) */
export function assertMay(viewer: Viewer | null, kind: BulkChangeKind): Viewer {
  const missing = NEEDS[kind].find((permission: Permission) => !viewer?.permissions.has(permission));
  if (!viewer || missing) {
    const params = { field: `BulkChangeKind.${kind}`, permission: missing ?? '' };
    throw new BadInputError('error.forbidden', params, 'FORBIDDEN');
  }
  return viewer;
}

function selectionOf(
  { ids, where, search, change, expectedCount }: StartBulkJobInput,
  refusals: Refusal[],
): Selection {
  if (change.kind === BulkChangeKind.ERASE && expectedCount == null) {
    refusals.push(refusal(UserErrorCode.REQUIRED, ['expectedCount'], 'userError.required'));
  }
  if (!ids) {
    // Throws for arguments that no list accepts.
    selectUserIds({ where, search });
    return { where, search };
  }
  if (where || search?.trim())
    refusals.push(refusal(UserErrorCode.INVALID, ['ids'], 'userError.bulk.idsAlone'));
  if (ids.length === 0) refusals.push(refusal(UserErrorCode.REQUIRED, ['ids'], 'userError.required'));
  const wrong = ids.findIndex((id) => !isUuid(id));
  if (wrong >= 0) {
    refusals.push(refusal(UserErrorCode.NOT_FOUND, ['ids', String(wrong)], 'userError.notFound.user'));
  }
  return { ids: [...new Set(ids.map((id) => id.toLowerCase()))] };
}

async function roleOf(
  db: QueryExecutorProvider,
  viewer: Viewer,
  roleId: string | null | undefined,
  refusals: Refusal[],
): Promise<StoredChange> {
  const path = ['change', 'roleId'];
  if (roleId == null) {
    refusals.push(refusal(UserErrorCode.REQUIRED, path, 'userError.required'));
    return {};
  }
  const role = isUuid(roleId) ? await findRole(db, roleId) : undefined;
  if (!role) refusals.push(refusal(UserErrorCode.NOT_FOUND, path, 'userError.role.notFound'));
  else if (!reaches(viewer, role.permissions)) {
    refusals.push(refusal(UserErrorCode.NOT_ALLOWED, path, 'userError.notAllowed.roles'));
  }
  return role ? { roleId: role.id, roleName: role.name } : {};
}

/** A role with what a change of it needs. */
export async function findRole(db: QueryExecutorProvider, id: string) {
  const { rows } = await sql<{ id: string; name: string; key: string | null; permissions: Permission[] }>`
    select id, name, key, permissions from roles where id = ${id}::uuid`.execute(db);
  return rows[0];
}

function fieldOf(
  { field, value }: StartBulkJobInput['change'],
  addresses: RequestContext['addresses'],
  refusals: Refusal[],
): StoredChange {
  if (field == null) {
    refusals.push(refusal(UserErrorCode.REQUIRED, ['change', 'field'], 'userError.required'));
    return {};
  }
  const name = TEXT_OF[field];
  const read = readTexts({ [name]: value ?? null }, addresses);
  refusals.push(...read.refusals.map((each) => ({ ...each, path: ['input', 'change', 'value'] })));
  return { field, value: read.texts[name] ?? null };
}

function refusal(code: UserErrorCode, path: string[], key: Refusal['key']): Refusal {
  return { code, path: ['input', ...path], key };
}
