import { type QueryExecutorProvider, sql } from 'kysely';
import { tellAccessChange } from '../../access/access-change.js';
import { Permission } from '../../access/permission.enum.js';
import { reaches, type Viewer } from '../../access/viewer.js';
import { AuditAction } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import { SAMPLE_COLUMNS, sampleRows } from '../../seed/sample-rows.service.js';
import type { BinAnswer } from '../bin/bin.service.js';
import { firstSteps, type Progress } from './first-steps.service.js';
import { shareWithChecks } from '../import/check/user-import-erasures.service.js';
import { eraseRecorded } from '../bin/user-erasure.service.js';
import { UserChangeKind } from '../news/user-change.type.js';
import type { WriteSelection } from '../user.selection.js';
import { readAnswer } from '../write/user.answer.js';
import { checkOwnerLeft, lockOwners } from '../write/user.guard-rails.js';
import { lockUserRows } from '../write/written-user.row.js';

/** The answer to both writes. */
export type SamplesAnswer = BinAnswer & { firstSteps: Progress | null };

/** How many sample people there are. */
const SAMPLES = 1_000;

/** "samp" in ASCII. With this lock, the second of two simultaneous requests sees the result of the first. */
const SAMPLES_LOCK = 0x73616d70;

interface Sample {
  id: string;
  permissions: Permission[];
  isOwner: boolean;
  /** Whether they may have sessions. */
  hasPassword: boolean;
  /** Whether the audit trail has entries about them or by them. */
  isRecorded: boolean;
}

/**
 * Adds the sample people and marks each one, in one transaction with one audit entry. Refused while there are sample people.
 */
export async function addSamplePeople(
  context: RequestContext,
  asked: WriteSelection,
): Promise<SamplesAnswer> {
  return change(context, asked, async (db, viewer) => {
    const { rows } = await sql`select from sample_users limit 1`.execute(db);
    if (rows.length > 0) return refusedFor(UserErrorCode.ALREADY_DONE, 'userError.samples.alreadyThere');
    const ids = await insertSamples(db, viewer);
    await record(db, context, AuditAction.SAMPLE_PEOPLE_ADDED, ids.length);
    return { ids, refusals: [] };
  });
}

/**
 * Erases the sample people, also those that were changed since. It refuses the viewer, and users with more permissions than the
 * viewer: `userErrors` has the reasons.
 */
export async function removeSamplePeople(
  context: RequestContext,
  asked: WriteSelection,
): Promise<SamplesAnswer> {
  return change(context, asked, async (db, viewer) => {
    await Promise.all([shareWithChecks(db), lockOwners(db)]);
    const samples = await lockSamples(db);
    const others = samples.filter(({ id }) => id !== viewer.userId);
    const allowed = others.filter(({ permissions }) => reaches(viewer, permissions));
    await tellAccessChange(db, idsOf(allowed.filter(({ hasPassword }) => hasPassword)));
    await eraseRecorded(db, idsOf(allowed.filter(({ isRecorded }) => isRecorded)), context);
    await sql`delete from users where id = any(${idsOf(allowed)}::uuid[])`.execute(db);
    if (allowed.some(({ isOwner }) => isOwner)) await checkOwnerLeft(db, []);
    if (allowed.length > 0) await record(db, context, AuditAction.SAMPLE_PEOPLE_REMOVED, allowed.length);
    const { refusals: self } = refusedFor(UserErrorCode.SELF, 'userError.self');
    const { refusals: beyond } = refusedFor(UserErrorCode.NOT_ALLOWED, 'userError.notAllowed.user');
    const refusals = [
      ...(others.length < samples.length ? self : []),
      ...(allowed.length < others.length ? beyond : []),
    ];
    return { ids: idsOf(allowed), refusals };
  });
}

interface Changed {
  ids: string[];
  refusals: Refusal[];
}

async function change(
  context: RequestContext,
  asked: WriteSelection,
  work: (db: QueryExecutorProvider, viewer: Viewer) => Promise<Changed>,
): Promise<SamplesAnswer> {
  const { viewer, locale } = context;
  // The fields require a permission, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  const userErrors = (refusals: Refusal[]) => refusals.map((refusal) => toUserError(refusal, locale));
  const answer = await context
    .transaction(async (db) => {
      await sql`select pg_advisory_xact_lock(${SAMPLES_LOCK})`.execute(db);
      const { ids, refusals } = await work(db, viewer);
      return { ids, userErrors: userErrors(refusals), ...(await readAfter(context, db, asked)) };
    })
    .catch(async (error: unknown): Promise<SamplesAnswer> => {
      if (!(error instanceof RefusedError)) throw error;
      return {
        ids: [],
        userErrors: userErrors(error.refusals),
        ...(await readAfter(context, context.db, asked)),
      };
    });
  // One piece of news for all of them: each subscriber reads its list again.
  const subject = viewer.userId ?? answer.ids[0];
  if (answer.ids.length > 0 && subject !== undefined) context.changes.publish(UserChangeKind.MANY, subject);
  return answer;
}

async function readAfter(context: RequestContext, db: QueryExecutorProvider, asked: WriteSelection) {
  const { lists } = await readAnswer(db, asked, undefined);
  return { lists, firstSteps: await firstSteps(context, db) };
}

/** Three statements. A taken address is skipped. */
async function insertSamples(db: QueryExecutorProvider, viewer: Viewer): Promise<string[]> {
  const rows = sampleRows(SAMPLES).map(({ values, roles }) => ({ id: uuidV7(), values, roles }));
  const columns = sql.join(SAMPLE_COLUMNS.map((name) => sql.ref(name)));
  const types = sql.join(
    SAMPLE_COLUMNS.map(
      (name) => sql`${sql.ref(name)} ${sql.raw(name.endsWith('_at') ? 'timestamptz' : 'text')}`,
    ),
  );
  const given = JSON.stringify(rows.map(({ id, values }) => ({ id, ...values })));
  const added = await sql<{ id: string }>`insert into users (id, ${columns})
    select * from jsonb_to_recordset(${given}::jsonb) as r (id uuid, ${types})
    on conflict do nothing returning id`.execute(db);
  const ids = idsOf(added.rows);
  await sql`insert into sample_users (user_id) select unnest(${ids}::uuid[])`.execute(db);
  await giveRoles(db, viewer, rows, new Set(ids));
  return ids;
}

/** Only roles that the viewer may give: without ROLES_WRITE, none. */
async function giveRoles(
  db: QueryExecutorProvider,
  viewer: Viewer,
  samples: readonly { id: string; roles: string[] }[],
  added: ReadonlySet<string>,
): Promise<void> {
  if (!viewer.permissions.has(Permission.ROLES_WRITE)) return;
  const { rows } = await sql<{
    id: string;
    key: string;
    permissions: Permission[];
  }>`select id, key, permissions
    from roles where key is not null`.execute(db);
  const given = new Map(
    rows.filter(({ permissions }) => reaches(viewer, permissions)).map(({ id, key }) => [key, id]),
  );
  const pairs = samples
    .filter(({ id }) => added.has(id))
    .flatMap(({ id, roles }) =>
      roles.flatMap((name) => {
        const role = given.get(name.toUpperCase());
        return role === undefined ? [] : [{ user_id: id, role_id: role }];
      }),
    );
  await sql`insert into user_roles (user_id, role_id)
    select * from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r (user_id uuid, role_id uuid)`.execute(
    db,
  );
}

async function lockSamples(db: QueryExecutorProvider): Promise<Sample[]> {
  const locked = lockUserRows(db, sql`array(select user_id from sample_users)`);
  const read = sql<Sample>`select u.id, u.password_hash is not null as "hasPassword",
      (select coalesce(array_agg(distinct p), '{}') from user_roles ur join roles r on r.id = ur.role_id,
        unnest(r.permissions) as p where ur.user_id = u.id) as permissions,
      exists (select from user_roles ur join roles r on r.id = ur.role_id
        where ur.user_id = u.id and r.key = 'OWNER') as "isOwner",
      exists (select from audit_entries a where a.target_id = u.id)
        or exists (select from audit_entries a where a.actor_id = u.id) as "isRecorded"
    from users u join sample_users s on s.user_id = u.id order by u.id`.execute(db);
  const [, { rows }] = await Promise.all([locked, read]);
  return rows;
}

function record(
  db: QueryExecutorProvider,
  context: RequestContext,
  action: AuditAction,
  count: number,
): Promise<void> {
  const people = action === AuditAction.SAMPLE_PEOPLE_ADDED ? ['0', String(count)] : [String(count), '0'];
  const [before = null, after = null] = people;
  return recordAudit(db, context, { action, changes: { samplePeople: { before, after } } });
}

function refusedFor(code: UserErrorCode, key: Refusal['key']): Changed {
  return { ids: [], refusals: [{ code, path: [], key }] };
}

function idsOf(users: readonly { id: string }[]): string[] {
  return users.map(({ id }) => id);
}
