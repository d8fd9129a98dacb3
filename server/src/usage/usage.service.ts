import { type QueryExecutorProvider, sql } from 'kysely';
import { inPerson, type OwnSession } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { read, together } from '../database/reads.js';
import { BadInputError } from '../errors.js';
import { boundOf } from './usage-buckets.js';
import type { UsageFeature, UsageOutcome } from './usage.enums.js';
import type { Usage, UsageCounts, UsageSettings, UsageSettingsPayload } from './usage.types.js';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** Rows are deleted after this number of days: a year, and a month for comparison. */
const KEPT_DAYS = 396;

interface Row {
  feature: UsageFeature;
  outcome: UsageOutcome;
  day: string;
  n: string;
  sumMs: string;
  buckets: string[];
}

/** The counters of the last days. At most 30 rows for each feature and outcome are read. */
export async function readUsage({ db }: RequestContext): Promise<Usage> {
  const now = Date.now();
  const days = Array.from({ length: DAYS }, (_, index) => dayOf(now - (DAYS - 1 - index) * DAY_MS));
  const [isOn, rows] = await together(db, [
    () => isDirectoryCounted(db),
    () =>
      read(
        db,
        sql<Row>`select feature, outcome, to_char(day, 'YYYY-MM-DD') as day, n, sum_ms as "sumMs", buckets
          from usage_day where day >= ${days[0]}::date order by feature, outcome, day`,
        'short',
      ),
  ]);
  const groups = Map.groupBy(rows, ({ feature, outcome }) => `${feature} ${outcome}`);
  return { isOn, days, counters: [...groups.values()].map((group) => countsOf(group, days)) };
}

function countsOf(rows: Row[], days: readonly string[]): UsageCounts {
  const { feature, outcome } = rows[0] as Row;
  const byDay = new Map(rows.map(({ day, n }) => [day, Number(n)]));
  const buckets = (rows[0] as Row).buckets.map((_, index) =>
    rows.reduce((sum, row) => sum + Number(row.buckets[index]), 0),
  );
  const timed = buckets.reduce((sum, count) => sum + count, 0);
  const sumMs = rows.reduce((sum, row) => sum + Number(row.sumMs), 0);
  return {
    feature,
    outcome,
    counts: days.map((day) => byDay.get(day) ?? 0),
    total: rows.reduce((sum, { n }) => sum + Number(n), 0),
    averageMs: timed === 0 ? null : sumMs / timed,
    medianMs: boundOf(buckets, 0.5),
    mostMs: boundOf(buckets, 0.9),
  };
}

/** Whether the use of this person may be counted: the setting of the directory, and their own. */
export async function mayCount(db: QueryExecutorProvider, userId: string): Promise<boolean> {
  const { directory, viewer } = await readSettings(db, userId);
  return directory && viewer;
}

/** Null without a session: an access token uses no console. */
export async function usageSettings(context: RequestContext): Promise<UsageSettings> {
  return readSettings(context.db, person(context).userId);
}

export async function setDirectoryUsage(
  context: RequestContext,
  isCounted: boolean,
): Promise<UsageSettingsPayload> {
  const { userId } = person(context);
  const settings = await context.transaction(async (db) => {
    const { rows } = await sql`update usage_setting set is_on = ${isCounted} where is_on <> ${isCounted}
      returning is_on`.execute(db);
    if (rows.length > 0) {
      await recordAudit(db, context, {
        action: AuditAction.USAGE_SETTING_CHANGED,
        changes: change(isCounted),
      });
    }
    return readSettings(db, userId);
  });
  return { settings, userErrors: [] };
}

export async function setOwnUsage(
  context: RequestContext,
  isCounted: boolean,
): Promise<UsageSettingsPayload> {
  const { userId } = person(context);
  const settings = await context.transaction(async (db) => {
    const { rows } = isCounted
      ? await sql`delete from users_not_counted where user_id = ${userId}::uuid returning user_id`.execute(db)
      : await sql`insert into users_not_counted (user_id) values (${userId}::uuid)
          on conflict do nothing returning user_id`.execute(db);
    if (rows.length > 0) {
      await recordAudit(db, context, {
        action: AuditAction.USAGE_SETTING_CHANGED,
        target: { type: AuditTargetType.USER, id: userId },
        changes: change(isCounted),
      });
    }
    return readSettings(db, userId);
  });
  return { settings, userErrors: [] };
}

/** Deletes old counters. */
export async function sweepUsage(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from usage_day where day < current_date - ${KEPT_DAYS}::int`.execute(db);
}

function change(isCounted: boolean) {
  return { usageCounted: { before: String(!isCounted), after: String(isCounted) } };
}

function person({ viewer }: RequestContext): OwnSession {
  const own = inPerson(viewer);
  if (!own) throw new BadInputError('error.sessionNeeded', {}, 'FORBIDDEN');
  return own;
}

async function isDirectoryCounted(db: QueryExecutorProvider): Promise<boolean> {
  const rows = await read(db, sql<{ isOn: boolean }>`select is_on as "isOn" from usage_setting`, 'short');
  return rows[0]?.isOn === true;
}

async function readSettings(db: QueryExecutorProvider, userId: string): Promise<UsageSettings> {
  const statement = sql<UsageSettings>`select s.is_on as directory,
      not exists (select from users_not_counted c where c.user_id = ${userId}::uuid) as viewer
    from usage_setting s`;
  const [settings] = await read(db, statement, 'short');
  return settings ?? { directory: false, viewer: false };
}

/** The day of a moment in UTC. */
function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
