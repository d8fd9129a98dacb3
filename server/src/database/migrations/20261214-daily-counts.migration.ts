import { Migration } from '@mikro-orm/migrations';
import { FACET_FUNCTIONS } from './20261205-facets.migration.js';

/**
 * What the home page counts (decision 55).
 *
 * - `daily_counts` has one row for each completed day of UTC and kind. Rows are inserted once, after the day, and never
 *   updated: a sign-in writes no counter.
 * - `keep_daily_counts` inserts the missing days of the last 60. A day is complete ten minutes after its end: by then, no
 *   transaction with an entry of that day can be open. It reads the entries of a day by the index on actions.
 * - The kinds that begin with TOTAL_ are totals at the end of the last completed day. The first call after that day reads them.
 *   They cannot be computed later.
 * - The languages of users are counted by the triggers that count the other facets.
 *
 * The users are locked while their languages are counted: one read of the table.
 */
export class DailyCountsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    for (const statement of FACET_FUNCTIONS) this.addSql(orReplace(statement));
    this.addSql("delete from user_facet_counts where facet = 'language'");
    this.addSql('drop function keep_daily_counts');
    this.addSql('drop table daily_counts');
  }
}

/** The functions of the facets, with one value and the column for it. */
function withLanguage(statement: string): string {
  return orReplace(statement)
    .replaceAll("('never_signed_in', ", "('language', locale),\n    ('never_signed_in', ")
    .replaceAll('created_at, last_sign_in_at', 'created_at, last_sign_in_at, locale');
}

function orReplace(statement: string): string {
  return statement.replace(/^create (or replace )?function/, 'create or replace function');
}

const startOf = (day: string) => `(${day})::timestamp at time zone 'UTC'`;

const entriesOf = (action: string) => `from audit_entries a where a.action = '${action}'
      and a.occurred_at >= ${startOf('day')} and a.occurred_at < ${startOf('day + 1')}`;

const LAST_DAY = "(now() at time zone 'UTC' - interval '10 minutes')::date - 1";

const liveTotal = (status: string) => `(select coalesce(sum(c.count), 0) from user_counts c where ${status})`;
const facetTotal = (facet: string) =>
  `(select coalesce(sum(c.count), 0) from user_facet_counts c where c.facet = '${facet}')`;

const STATEMENTS = [
  `create table daily_counts (
    day date not null,
    kind text collate "C" not null,
    count bigint not null,
    constraint daily_counts_pkey primary key (day, kind)
  )`,
  `create function keep_daily_counts() returns void language sql as $$
    insert into daily_counts (day, kind, count)
    select day, kind, count
      from (select each::date as day from generate_series(${LAST_DAY} - 59, ${LAST_DAY}, interval '1 day') as each
        where not exists (select from daily_counts d where d.day = each::date and d.kind = 'SIGN_INS')) as missing,
      lateral (select count(*) as sign_ins, count(distinct a.actor_id) as people ${entriesOf('SIGNED_IN')}) as signed,
      lateral (select count(*) as failures ${entriesOf('SIGN_IN_FAILED')}) as failed,
      lateral (values ('SIGN_INS', sign_ins), ('PEOPLE', people), ('FAILURES', failures)) as kinds (kind, count)
      on conflict do nothing;
    insert into daily_counts (day, kind, count)
    select ${LAST_DAY}, kind, count from (select
        ${liveTotal("status = 'ACTIVE'")} as active,
        (select count(*) from users u where u.deleted_at is null and u.status = 'INVITED'
          and u.invitation_expires_at > now()) as invited,
        ${facetTotal('never_signed_in')} as never_signed_in,
        ${liveTotal("status <> 'DELETED'")} - ${facetTotal('second_factor')} as without_second_factor
        where not exists (select from daily_counts d where d.day = ${LAST_DAY} and d.kind = 'TOTAL_ACTIVE')) as totals,
      lateral (values ('TOTAL_ACTIVE', active), ('TOTAL_INVITED', invited), ('TOTAL_NEVER_SIGNED_IN', never_signed_in),
        ('TOTAL_WITHOUT_SECOND_FACTOR', without_second_factor)) as kinds (kind, count)
      on conflict do nothing
  $$`,
  'select keep_daily_counts()',
  'lock table users in share row exclusive mode',
  ...FACET_FUNCTIONS.map(withLanguage),
  `insert into user_facet_counts (facet, value, slot, count)
    select 'language', locale, 0, count(*) from users where deleted_at is null and locale is not null group by locale`,
];
