import { PassThrough, Readable } from 'node:stream';
import pg from 'pg';
import { expect } from 'vitest';
import { verifyAudit } from '../../../audit/chain/audit-verify.service.js';
import { writeBackup } from '../../../backup/backup.service.js';
import { restoreBackup } from '../../../backup/restore/restore.service.js';
import type { TestApp } from '../../test-app.js';
import { createEmptyDatabase, type TestDatabase } from '../../test-database.js';
import { wrongCounts } from './kept-counts.js';

/** Fields whose audited values are those of the row. Roles are audited by names, which may change. */
const AUDITED = {
  email: 'email',
  displayName: 'display_name',
  department: 'department',
  locale: 'locale',
  status: 'status',
};

/** After all jobs have ended: kept numbers, shown numbers, audit trail and a restored backup agree with the rows. */
export async function expectRightEnd({ database, graphql }: TestApp, context: string): Promise<void> {
  await expect
    .poll(() => database.query('select from bulk_jobs where finished_at is null'), { message: context })
    .toEqual([]);
  expect(await wrongCounts(database), context).toEqual([]);
  expect(await shownFigures(graphql), context).toEqual(await countedFigures(database));
  await expectDailyCounts(database, context);
  expect(await wrongEntries(database), context).toEqual([]);
  expect(await verified(database), context).toBeUndefined();
  const restored = await createEmptyDatabase();
  try {
    await restoreBackup(restored.url, await backupOf(database));
    expect(await wrongCounts(restored), `${context}, restored`).toEqual([]);
    await restored.query(`update users set department = 'After', deleted_at = null
      where id in (select distinct on (lower(email)) id from users order by lower(email), deleted_at nulls first)`);
    expect(await wrongCounts(restored), `${context}, written after the restoration`).toEqual([]);
  } finally {
    await restored.drop();
  }
}

async function backupOf({ url }: TestDatabase): Promise<Readable> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  await writeBackup(url, output);
  return Readable.from(chunks, { objectMode: false });
}

async function verified({ url }: TestDatabase) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await verifyAudit(client)).fault;
  } finally {
    await client.end();
  }
}

async function shownFigures(graphql: TestApp['graphql']) {
  const values = '{ top { value count } others }';
  const { data } =
    await graphql(`{ home { userCount states { state count } neverSignedIn withoutSecondFactor dormant
    departments ${values} roles ${values} languages ${values} } }`);
  const { states, departments, roles, languages, ...numbers } = data.home;
  type Values = { top: { value: string; count: number }[]; others: number };
  const sum = ({ top, others }: Values) => top.reduce((all, { count }) => all + count, others);
  const counts = ({ top }: Values) => top.map(({ count }) => count).sort((a, b) => b - a);
  return {
    ...numbers,
    states: Object.fromEntries(
      (states as { state: string; count: number }[])
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => [state, count]),
    ),
    departments: [sum(departments), counts(departments)],
    roles: [sum(roles), counts(roles)],
    languages: [sum(languages), counts(languages)],
  };
}

/** The same from the users. */
async function countedFigures({ query }: TestDatabase) {
  const group = (rows: string) => `(select jsonb_build_array(coalesce(sum(n), 0),
    coalesce((jsonb_agg(n order by n desc)) - 8 - 8 - 8, '[]')) from (${rows}) as g (n))`;
  const [row] = await query<
    Record<string, unknown>
  >(`with live as (select * from users where deleted_at is null)
    select (select count(*)::int from live) as "userCount",
      (select count(*)::int from live where last_sign_in_at is null) as "neverSignedIn",
      (select count(*)::int from live l where not exists (select from passkeys p where p.user_id = l.id)
        and not exists (select from totp_factors t where t.user_id = l.id and confirmed_at is not null)) as "withoutSecondFactor",
      (select count(*)::int from live where last_sign_in_at < (now() at time zone 'UTC')::date::timestamp at time zone 'UTC'
        - interval '89 days') as dormant,
      (select jsonb_object_agg(state, n) from (select case when deleted_at is not null then 'DELETED'
          when activated_at is null and deactivated_at is not null then 'DEACTIVATED'
          when deactivated_at is not null then 'DEACTIVATED' when activated_at is not null then 'ACTIVE'
          when i.expires_at is null then 'NO_ACCESS' when i.expires_at > now() then 'INVITED' else 'INVITATION_EXPIRED' end as state,
          count(*) as n
        from users u left join invitations i on i.user_id = u.id and i.accepted_at is null and i.cancelled_at is null
        group by 1) as s) as states,
      ${group(`select count(*) from live where department is not null group by search_key(department)`)} as departments,
      ${group(`select count(*) from live join user_roles on user_id = id group by role_id`)} as roles,
      ${group(`select count(*) from live where locale is not null group by locale`)} as languages`);
  const shortened = ([all, counts]: [number, number[]]) => [all, counts.slice(0, 8)];
  return {
    ...row,
    departments: shortened(row?.['departments'] as [number, number[]]),
    roles: shortened(row?.['roles'] as [number, number[]]),
    languages: shortened(row?.['languages'] as [number, number[]]),
  };
}

/** Entries of earlier days, the sweep, and the same counts from the entries. */
async function expectDailyCounts({ query }: TestDatabase, context: string): Promise<void> {
  await query(`insert into audit_entries (action, actor_id, occurred_at)
    select case when n % 3 = 0 then 'SIGN_IN_FAILED' else 'SIGNED_IN' end, u.id, now() - make_interval(hours => n * 7)
    from generate_series(1, 250) as n left join lateral (select id from users order by hashtext(id::text || n) limit 1) as u on true`);
  await query('delete from daily_counts');
  await query('select keep_daily_counts()');
  const wrong = await query(`with days as (select each::date as day from generate_series(
        (now() at time zone 'UTC' - interval '10 minutes')::date - 60, (now() at time zone 'UTC' - interval '10 minutes')::date - 1,
        interval '1 day') as each),
      entries as (select (occurred_at at time zone 'UTC')::date as day, action, actor_id from audit_entries),
      truth as (select d.day, k.kind, k.n from days d, lateral (values
        ('SIGN_INS', (select count(*) from entries e where e.day = d.day and action = 'SIGNED_IN')),
        ('PEOPLE', (select count(distinct actor_id) from entries e where e.day = d.day and action = 'SIGNED_IN')),
        ('FAILURES', (select count(*) from entries e where e.day = d.day and action = 'SIGN_IN_FAILED'))) as k (kind, n)
      union all select (select max(day) from days), k.kind, k.n from (values
        ('TOTAL_ACTIVE', (select count(*) from users where status = 'ACTIVE')),
        ('TOTAL_INVITED', (select count(*) from users u where status = 'INVITED' and exists (select from invitations i
          where i.user_id = u.id and accepted_at is null and cancelled_at is null and expires_at > now()))),
        ('TOTAL_NEVER_SIGNED_IN', (select count(*) from users where deleted_at is null and last_sign_in_at is null)),
        ('TOTAL_WITHOUT_SECOND_FACTOR', (select count(*) from users u where deleted_at is null
          and not exists (select from passkeys p where p.user_id = u.id)
          and not exists (select from totp_factors t where t.user_id = u.id and confirmed_at is not null)))) as k (kind, n))
    select coalesce(t.day, d.day)::text as day, coalesce(t.kind, d.kind) as kind, d.count as kept, t.n as truth
    from truth t full join daily_counts d on d.day = t.day and d.kind = t.kind where d.count is distinct from t.n`);
  expect(wrong, context).toEqual([]);
}

/** Users whose audit entries, one after another, do not lead to their row. */
async function wrongEntries({ query }: TestDatabase): Promise<unknown[]> {
  const users = await query<Record<string, unknown>>('select * from users');
  const byId = new Map(users.map((user) => [user['id'], user]));
  const entries = await query<{ target_id: string; action: string; changes: Changes }>(
    `select target_id, action, changes from audit_entries
      where target_type = 'USER' and changes_salt is not null and action not in ('INVITATION_SENT', 'INVITATION_CANCELLED') order by position, id`,
  );
  const wrong: unknown[] = [];
  for (const [id, own] of Map.groupBy(entries, ({ target_id }) => target_id)) {
    const row = byId.get(id);
    if (!row) continue;
    for (const [field, column] of Object.entries(AUDITED)) {
      const steps = own.flatMap(({ action, changes }) =>
        changes[field] ? [{ action, ...changes[field] }] : [],
      );
      const breaks = steps.filter((step, n) => n > 0 && step.before !== steps[n - 1]?.after);
      const last = steps.at(-1);
      if (breaks.length > 0 || (last && last.after !== row[column]))
        wrong.push({ id, field, now: row[column], steps });
    }
  }
  return wrong;
}

type Changes = Record<string, { before: unknown; after: unknown } | undefined>;
