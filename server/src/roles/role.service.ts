import { type QueryExecutorProvider, sql } from 'kysely';
import { tellRoleChange } from '../access/access-change.js';
import { reaches, type Viewer } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import type { Claim } from '../idempotency/idempotency-key.rule.js';
import { keepResult, takeKey } from '../idempotency/idempotency.service.js';
import { isUuid } from '../pagination/cursor.js';
import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { toUserError } from '../refusals/user-error.type.js';
import { changesOf, permissionsChanged, type RoleValues } from './role.changes.js';
import { listRoles, type RoleRow } from './role.row.js';
import { isBuiltIn } from './role.rules.js';
import type { CreateRoleInput, CreateRolePayload, UpdateRoleInput } from './role.types.js';
import { readRole } from './role.validation.js';

/** Built-in ones included. Lists of roles have no pages, so their number is limited. */
const MAX_ROLES = 100;

/** The limit of counting the users of a role that is to be deleted. */
const COUNT_CAP = 10_000;

/** "role" in ASCII. With this lock, roles are counted and created one after another. */
const ROLES_LOCK = 0x726f6c65;

const PERMISSIONS = ['input', 'permissions'];

/** Creates a role with no more permissions than the viewer has. */
export function createRole(context: RequestContext, input: CreateRoleInput, counted: boolean, claim?: Claim) {
  return write(context, counted, async (db, viewer) => {
    const made = claim && (await takeKey(db, claim));
    if (made !== undefined) return made;
    const { name, description = null, permissions } = readRole(input);
    checkReach(viewer, permissions, PERMISSIONS);
    await checkCount(db);
    const { rows } = await sql<{ id: string }>`insert into roles (name, description, permissions)
      values (${name}, ${description}, ${permissions}::text[]) returning id`.execute(db);
    const { id } = rows[0] as { id: string };
    await recordAudit(db, context, {
      action: AuditAction.ROLE_CREATED,
      target: { type: AuditTargetType.ROLE, id },
      changes: changesOf(undefined, { name, description, permissions }),
    });
    if (claim) await keepResult(db, claim, id);
    return id;
  });
}

/** Changes the given fields if the version is the role's present one. It takes effect for all its users, on every server. */
export function updateRole(context: RequestContext, input: UpdateRoleInput, counted: boolean) {
  return write(context, counted, async (db, viewer) => {
    const given = readRole(input);
    const role = await lockRole(db, viewer, input.id, {
      lock: 'for no key update',
      path: ['input', 'id'],
      reachPath: PERMISSIONS,
    });
    if (role.version !== input.version) {
      throw refused({
        code: UserErrorCode.STALE_VERSION,
        path: ['input', 'version'],
        key: 'userError.role.staleVersion',
      });
    }
    const { name, description, permissions } = { ...role, ...given };
    checkReach(viewer, permissions, PERMISSIONS);
    const changes = changesOf(role, { name, description, permissions });
    if (Object.keys(changes).length === 0) return role.id;
    await sql`update roles set name = ${name}, description = ${description}, permissions = ${permissions}::text[],
      version = version + 1 where id = ${role.id}::uuid`.execute(db);
    await recordAudit(db, context, {
      action: AuditAction.ROLE_UPDATED,
      target: { type: AuditTargetType.ROLE, id: role.id },
      changes,
    });
    if (permissionsChanged(changes)) await tellRoleChange(db, role.id);
    return role.id;
  });
}

/** Deletes a role without users. Returns the deleted role. */
export function deleteRole(context: RequestContext, id: string, counted: boolean) {
  return write(context, counted, async (db, viewer) => {
    // A write that gives the role at this moment waits for this transaction, and is then refused; or this transaction waits for
    // that write.
    const role = await lockRole(db, viewer, id, { lock: 'for update', path: ['id'], reachPath: ['id'] });
    await checkUnused(db, role.id);
    await sql`delete from roles where id = ${role.id}::uuid`.execute(db);
    await recordAudit(db, context, {
      action: AuditAction.ROLE_DELETED,
      target: { type: AuditTargetType.ROLE, id: role.id },
      changes: changesOf(role, undefined),
    });
    return { ...role, holders: 0 };
  });
}

/**
 * The only function that writes roles: the change, its audit entry and the whole answer, in one transaction. A refused write
 * changes nothing, and its answer has the present list.
 * @param change returns the id of the role that exists after it, or the deleted role
 */
async function write(
  context: RequestContext,
  counted: boolean,
  change: (db: QueryExecutorProvider, viewer: Viewer) => Promise<string | RoleRow>,
): Promise<CreateRolePayload> {
  const { viewer } = context;
  // Each of these fields needs a permission, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    return await context.transaction(async (db) => {
      const written = await change(db, viewer);
      const roles = await db.commitAfter(() => listRoles(db, counted));
      const role = typeof written === 'string' ? roles.find(({ id }) => id === written) : written;
      return { role: role ?? null, roles, userErrors: [] };
    });
  } catch (error) {
    const userErrors = refusalsOf(error).map((refusal) => toUserError(refusal, context.locale));
    return { role: null, roles: await listRoles(context.db, counted), userErrors };
  }
}

/** The refusals for a violated constraint; every other error is thrown again. */
function refusalsOf(error: unknown): Refusal[] {
  if (error instanceof RefusedError) return error.refusals;
  if ((error as { constraint?: string }).constraint !== 'roles_name_key') throw error;
  return [{ code: UserErrorCode.NAME_TAKEN, path: ['input', 'name'], key: 'userError.role.nameTaken' }];
}

interface LockOptions {
  /** The weaker one allows giving the role meanwhile. */
  lock: 'for no key update' | 'for update';
  path: string[];
  /** The path of the refusal if the role has permissions that the viewer lacks. */
  reachPath: string[];
}

/** Locks the row for this transaction, so that writers of one role run one after another. */
async function lockRole(
  db: QueryExecutorProvider,
  viewer: Viewer,
  id: string,
  { lock, path, reachPath }: LockOptions,
): Promise<RoleValues & { id: string; version: number }> {
  const { rows } = isUuid(id)
    ? await sql<
        RoleValues & { id: string; key: string | null; version: number }
      >`select id, key, name, description,
        permissions, version from roles where id = ${id}::uuid ${sql.raw(lock)}`.execute(db)
    : { rows: [] };
  const [role] = rows;
  if (!role) throw refused({ code: UserErrorCode.NOT_FOUND, path, key: 'userError.role.notFound' });
  if (isBuiltIn(role))
    throw refused({ code: UserErrorCode.NOT_ALLOWED, path, key: 'userError.role.builtIn' });
  checkReach(viewer, role.permissions, reachPath);
  return role;
}

/** Refuses permissions that the viewer lacks: else viewers could raise others, and through them themselves. */
function checkReach(viewer: Viewer, permissions: RoleValues['permissions'], path: string[]): void {
  if (reaches(viewer, permissions)) return;
  throw refused({ code: UserErrorCode.NOT_ALLOWED, path, key: 'userError.role.beyond' });
}

async function checkCount(db: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ROLES_LOCK})`.execute(db);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from roles`.execute(db);
  if ((rows[0]?.count ?? 0) < MAX_ROLES) return;
  throw refused({
    code: UserErrorCode.LIMIT,
    path: ['input'],
    key: 'userError.role.limit',
    params: { max: MAX_ROLES },
  });
}

/** Users in the bin count too, as they get their roles back when they are restored. */
async function checkUnused(db: QueryExecutorProvider, id: string): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (select from user_roles
    where role_id = ${id}::uuid limit ${COUNT_CAP + 1}) as counted`.execute(db);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  throw refused({
    code: UserErrorCode.IN_USE,
    path: ['id'],
    key: count > COUNT_CAP ? 'userError.role.inUseByMany' : 'userError.role.inUse',
    params: { count: Math.min(count, COUNT_CAP) },
  });
}

function refused(refusal: Refusal): RefusedError {
  return new RefusedError([refusal]);
}
