import { type QueryExecutorProvider, sql } from 'kysely';
import { tellAccessChange } from '../../access/access-change.js';
import { type AuditOrigin, userEntries } from '../../audit/audit.service.js';
import { eraseFromBin } from '../../users/bin/user-erasure.service.js';
import {
  type Invitee,
  type IssuedInvitation,
  issueInvitations,
} from '../../invitations/invitation-link.service.js';
import { shareWithChecks } from '../../users/import/check/user-import-erasures.service.js';
import { lockOwners } from '../../users/write/user.guard-rails.js';
import { BulkChangeKind } from '../change/bulk-change.enums.js';
import { effectiveKind, type Judged, judgedRows } from '../change/bulk-verdict.js';
import { applyImport } from '../import/import-batch.js';
import { undoImport } from '../import/import-undo.js';
import { bulkWrite } from '../change/bulk-write.js';
import type { BatchCounts, ClaimedJob } from './claimed-job.row.js';

/** Users of one transaction. Larger batches hold row locks longer, and the list waits longer for the disk. */
const BATCH = 1_000;

/** Each erased user has some dozens of audit entries, and each invitation a mail that the next batch waits for. */
const SMALL_BATCH = 200;

export interface Batch extends BatchCounts {
  /** The number of the last user of the batch. */
  position: number;
  /** Mails to send after the commit. */
  invitations: IssuedInvitation[];
  /** Users whose address an import changed, with the one before. */
  notices?: { id: string; email: string }[];
  /** Writes of a row that all batches write. They wait for the batch before, which may need the row too. */
  shared?: (db: QueryExecutorProvider) => Promise<void>;
}

export interface BatchOf {
  job: ClaimedJob;
  judged: Judged;
  origin: AuditOrigin;
  from: number;
  upto: number;
}

export function batchSize(job: Pick<ClaimedJob, 'kind' | 'change' | 'undoOf'>): number {
  return job.kind === BulkChangeKind.ERASE || hasMails(job) ? SMALL_BATCH : BATCH;
}

/** Whether the next batch has to wait for the mails of this one. */
export function hasMails({ kind, change, undoOf }: Pick<ClaimedJob, 'kind' | 'change' | 'undoOf'>): boolean {
  return kind === BulkChangeKind.RESEND_INVITATION || (change.invites === true && undoOf === null);
}

type PlacedJob = ClaimedJob & { total: number };

const turnOf = ({ id, attempt }: ClaimedJob, upto: number) =>
  sql`hashtextextended(${`${id} ${attempt} ${upto}`}, 0)`;

/** Holds the turn of this batch until the end of its transaction. */
export async function beginTurn(db: QueryExecutorProvider, job: PlacedJob): Promise<void> {
  await sql`select pg_advisory_xact_lock(${turnOf(job, rangeOf(job).upto)})`.execute(db);
}

/**
 * Waits for the end of the batch before. It waits in the database, which then sees if that batch waits for this one: both
 * may restore one address. One of them fails with a deadlock.
 */
export async function waitForTurn(db: QueryExecutorProvider, job: PlacedJob): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${turnOf(job, job.position)})`.execute(db);
}

function rangeOf(job: PlacedJob): Range {
  const from = job.position;
  return { job, from, upto: Math.min(job.total, from + batchSize(job)) };
}

/**
 * Takes the locks of the next batch. After that, the batch behind it may begin. If both have owners, the second waits here for
 * the end of the first.
 */
export async function lockBatch(db: QueryExecutorProvider, job: PlacedJob, judged: Judged): Promise<void> {
  const range = rangeOf(job);
  if (job.kind === BulkChangeKind.ERASE) await shareWithChecks(db);
  await lockUsers(db, range);
  if (mayLoseOwner(judged) && (await hasOwner(db, range))) await lockOwners(db);
}

/** Judges and writes the next users of a job, with their audit entries and their results. */
export async function writeBatch(
  db: QueryExecutorProvider,
  job: PlacedJob,
  { judged, origin }: Pick<BatchOf, 'judged' | 'origin'>,
): Promise<Batch> {
  const batch = { ...rangeOf(job), judged, origin };
  if (job.kind === BulkChangeKind.ERASE) return erase(db, batch);
  if (job.kind === BulkChangeKind.RESEND_INVITATION) return invite(db, batch);
  if (job.kind === BulkChangeKind.IMPORT) {
    const { touched, ...written } = await (judged.isUndo ? undoImport : applyImport)(db, batch);
    if (touched.length > 0) await tellAccessChange(db, touched);
    return { ...written, position: batch.upto };
  }
  const { counts, ids } = await change(db, batch);
  if (ids.length > 0) await tellAccessChange(db, ids);
  return { ...counts, position: batch.upto, invitations: [] };
}

function mayLoseOwner(judged: Judged): boolean {
  const kind = effectiveKind(judged);
  return (
    kind === BulkChangeKind.DEACTIVATE ||
    kind === BulkChangeKind.DELETE ||
    kind === BulkChangeKind.IMPORT ||
    kind === BulkChangeKind.REMOVE_ROLE
  );
}

type Range = Pick<BatchOf, 'job' | 'from' | 'upto'>;

const itemsOf = ({ job, from, upto }: Range) =>
  sql`i.job_id = ${job.id}::uuid and i.number > ${from}::int and i.number <= ${upto}::int`;

/** In the order of ids, as other writes of several users lock them, so that two of them do not deadlock. */
async function lockUsers(db: QueryExecutorProvider, batch: Range): Promise<void> {
  await sql`select count(*) from (select from users u
    where u.id = any(array(select i.user_id from bulk_items i where ${itemsOf(batch)}))
    order by u.id for update of u) as locked`.execute(db);
}

/** No user can become an owner meanwhile: giving a role writes the row of the user, which is locked. */
async function hasOwner(db: QueryExecutorProvider, batch: Range): Promise<boolean> {
  const { rows } = await sql`select from roles r join user_roles ur on ur.role_id = r.id
    where r.key = 'OWNER' and ur.user_id = any(array(select i.user_id from bulk_items i where ${itemsOf(batch)}))
    limit 1`.execute(db);
  return rows.length > 0;
}

const judgedOf = (batch: BatchOf) =>
  judgedRows(
    sql`select i.number, i.ctid as item, i.user_id, i.before, i.version_after from bulk_items i where ${itemsOf(batch)}`,
    batch.judged,
  );

/**
 * The results, by the places of their rows: PostgreSQL has no statistics of a new job, estimates one row, and would join all
 * items of the job with the batch in a nested loop (30 s for 1,000 of 94,000). The rows cannot move meanwhile, as the users are
 * locked.
 */
const RESULTS = sql`changed_results as (update bulk_items i set outcome = 'CHANGED', before = c.before,
    version_after = c.version
  from changed c where i.ctid = c.item),
  other_results as (update bulk_items i set outcome = case when j.verdict = 'UNCHANGED' then 'UNCHANGED' else 'REFUSED' end,
    reason = nullif(j.verdict, 'UNCHANGED'), before = null, version_after = null
  from judged j where i.ctid = j.item and j.verdict <> 'CHANGED')`;

const COUNTS = sql`count(*) filter (where verdict = 'CHANGED')::int as changed,
  count(*) filter (where verdict = 'UNCHANGED')::int as unchanged,
  count(*) filter (where verdict not in ('CHANGED', 'UNCHANGED'))::int as refused`;

/** One statement for the users, the audit entries and the results. */
async function change(
  db: QueryExecutorProvider,
  batch: BatchOf,
): Promise<{ counts: BatchCounts; ids: string[] }> {
  const { changed, more = [], action, touchesAccess } = bulkWrite(batch.judged);
  const ids = touchesAccess
    ? sql`coalesce(array_agg(id) filter (where verdict = 'CHANGED'), '{}')`
    : sql`'{}'::uuid[]`;
  const { rows } = await sql<BatchCounts & { ids: string[] }>`with ${judgedOf(batch)},
    changed as (${changed}),
    ${sql.join(
      more.map((each) => sql`${each}, `),
      sql``,
    )}
    entries as (${userEntries(action, batch.origin, sql`changed c order by c.number`)}),
    ${RESULTS}
    select ${COUNTS}, ${ids} as ids from judged`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a count without a row');
  const { ids: found, ...counts } = row;
  return { counts, ids: found };
}

interface Verdict {
  number: number;
  verdict: string;
}

async function erase(db: QueryExecutorProvider, batch: BatchOf): Promise<Batch> {
  const { rows } = await sql<Verdict & { id: string }>`with ${judgedOf(batch)}
    select number, id, verdict from judged`.execute(db);
  const ids = rows.filter(({ verdict }) => verdict === 'CHANGED').map(({ id }) => id);
  await eraseFromBin(db, ids, batch.origin);
  return keep(db, batch, rows, []);
}

async function invite(db: QueryExecutorProvider, batch: BatchOf): Promise<Batch> {
  const { rows } = await sql<Verdict & Invitee>`with ${judgedOf(batch)}
    select j.number, j.verdict, j.id, u.email, u.display_name as "displayName", u.locale
    from judged j left join users u on u.id = j.id`.execute(db);
  const invitees = rows.filter(({ verdict }) => verdict === 'CHANGED');
  return keep(db, batch, rows, await issueInvitations(db, batch.origin, invitees));
}

/** Keeps results that were judged before the write. */
async function keep(
  db: QueryExecutorProvider,
  batch: BatchOf,
  verdicts: Verdict[],
  invitations: IssuedInvitation[],
): Promise<Batch> {
  const numbers = verdicts.map(({ number }) => number);
  const { rows } = await sql<BatchCounts>`with judged as materialized (select * from
      unnest(${numbers}::int[], ${verdicts.map(({ verdict }) => verdict)}::text[]) as j (number, verdict)),
    results as (update bulk_items i set
        outcome = case when j.verdict in ('CHANGED', 'UNCHANGED') then j.verdict else 'REFUSED' end,
        reason = case when j.verdict not in ('CHANGED', 'UNCHANGED') then j.verdict end
      from judged j where ${itemsOf(batch)} and i.number = j.number)
    select ${COUNTS} from judged`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('a count without a row');
  return { ...counts, position: batch.upto, invitations };
}
