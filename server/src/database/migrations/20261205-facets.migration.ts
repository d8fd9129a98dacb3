import { Migration } from '@mikro-orm/migrations';

/**
 * Counts of the users outside the bin by the values of their facets, kept by triggers (decision 39).
 *
 * - A count is the sum over sixteen slots. A transaction takes an advisory lock on a slot that no other transaction has, so
 *   simultaneous writers do not wait for one another's rows, and cannot deadlock on them. If all slots are taken, the writer
 *   waits for the rows of one.
 * - The triggers run once for each statement. A count that a statement does not change is not written.
 * - Moments are counted by the day in UTC. The rest of a day is counted in the index (users/facets/user.facet-kept.ts).
 * - `has_second_factor` is kept by triggers of both tables of second factors, so that a list can be filtered by an index.
 * - Departments are compared folded, as searches are; 200 characters of the key bound the size of an index entry.
 *
 * The index by department is rebuilt and one is new: 4 s for 100,000 users, and users are locked for that time. The server of
 * the previous version goes on working. Until it is replaced, its filter by department reads the whole table.
 */
export class FacetsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    for (const statement of UNDO) this.addSql(statement);
  }
}

const DEPARTMENT_KEY = 'left(btrim(split_part(search_text, chr(10), 3)), 200)';

const day = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD')`;

/** The values of a user's facets, as rows. They come from `u`, which has `live` (1, or -1 for the old row) and the columns. */
const VALUES = `lateral (values
    ('department', nullif(${DEPARTMENT_KEY}, '')),
    ('second_factor', case when has_second_factor then 'yes' end),
    ('created', ${day('created_at')}),
    ('signed_in', ${day('last_sign_in_at')}),
    ('never_signed_in', case when last_sign_in_at is null then 'yes' end)
  ) as f (facet, value)`;

const COLUMNS = 'search_text, has_second_factor, created_at, last_sign_in_at';

/** @param rows a select of COLUMNS and `n` */
const valuesOf = (rows: string) =>
  `select facet, value, sum(n) as n from (${rows}) as u, ${VALUES} where value is not null group by facet, value`;

const live = (table: string, n: number) =>
  `select ${COLUMNS}, ${n} as n from ${table} where deleted_at is null`;

/** Of roles: `rows` is a select of `user_id`, `role_id` and `n`. */
const holdersOf = (rows: string) =>
  `select 'role' as facet, role_id::text as value, sum(n) as n from (${rows}) as r group by role_id`;

const liveHolders = (table: string, n: number) =>
  `select role_id, ${n} as n from ${table} as given join users on id = user_id where deleted_at is null`;

/** Adds the changes in one order, so that writers that share a slot take its rows in the same order. */
const add = (changes: string) => `taken := coalesce(taken, user_count_slot());
      insert into user_facet_counts (facet, value, slot, count)
      select facet, value, taken, n from (${changes}) as change where n <> 0 order by facet, value
      on conflict on constraint user_facet_counts_pkey do update set count = user_facet_counts.count + excluded.count;`;

const addStatuses = (changes: string) => `taken := user_count_slot();
      insert into user_counts (slot, status, count)
      select taken, status, n from (${changes}) as change where n <> 0 order by status
      on conflict on constraint user_counts_pkey do update set count = user_counts.count + excluded.count;`;

/** Most updates change no count, so nothing is computed for them. */
const COUNTED = `id, status, has_second_factor, created_at, last_sign_in_at, ${DEPARTMENT_KEY}`;
const UNLESS_COUNTED = `if not exists (select ${COUNTED} from new_users except select ${COUNTED} from old_users) then
        return null;
      end if;`;

const trigger = (name: string, statements: string) => `create or replace function ${name}() returns trigger
    language plpgsql as $$
    declare
      taken smallint;
    begin
      ${statements}
      return null;
    end $$`;

const TABLES = [
  'alter table users add column has_second_factor boolean not null default false',
  `create table user_facet_counts (
    facet text collate "C" not null,
    value text collate "C" not null,
    slot smallint not null,
    count bigint not null,
    constraint user_facet_counts_pkey primary key (facet, value, slot)
  ) with (fillfactor = 70)`,
  // "face" in ASCII. A transaction that has a slot gets it again, as the lock is its own.
  `create function user_count_slot() returns smallint language plpgsql as $$
    declare
      slot int;
    begin
      for step in 0 .. 15 loop
        slot := (pg_backend_pid() + step) % 16;
        if pg_try_advisory_xact_lock(${0x66616365}, slot) then return slot; end if;
      end loop;
      return slot;
    end $$`,
];

const USER_TRIGGERS = [
  trigger(
    'count_inserted_users',
    `${addStatuses('select status, count(*) as n from new_users group by status')}
      ${add(valuesOf(live('new_users', 1)))}`,
  ),
  trigger(
    'count_deleted_users',
    `${addStatuses('select status, -count(*) as n from old_users group by status')}
      ${add(valuesOf(live('old_users', -1)))}`,
  ),
  // The last part counts the roles of those who went into the bin or came out of it.
  trigger(
    'count_updated_users',
    `${UNLESS_COUNTED}
      ${addStatuses(`select status, sum(n) as n from (
        select status, 1 as n from new_users union all select status, -1 from old_users
      ) as moves group by status`)}
      ${add(`${valuesOf(`${live('new_users', 1)} union all ${live('old_users', -1)}`)}
        union all ${holdersOf(`select role_id, moved.n from (
          select id, sum(n) as n from (
            select id, 1 as n from new_users where deleted_at is null
            union all select id, -1 from old_users where deleted_at is null
          ) as sides group by id having sum(n) <> 0
        ) as moved join user_roles on user_id = moved.id`)}`)}`,
  ),
  // The foreign key would delete the roles after the user, when it is no longer known whether the user was in the bin.
  `create function delete_roles_of_user() returns trigger language plpgsql as $$
    begin
      delete from user_roles where user_id = old.id;
      return old;
    end $$`,
  'create trigger delete_roles_of_user before delete on users for each row execute function delete_roles_of_user()',
];

const ROLE_TRIGGERS = [
  ['insert', 'count_given_roles', holdersOf(liveHolders('new_roles', 1))],
  ['delete', 'count_taken_roles', holdersOf(liveHolders('old_roles', -1))],
  [
    'update',
    'count_moved_roles',
    holdersOf(`${liveHolders('new_roles', 1)} union all ${liveHolders('old_roles', -1)}`),
  ],
].flatMap(([event, name, changes]) => [
  trigger(name as string, add(changes as string)),
  `create trigger ${name} after ${event} on user_roles referencing
    ${event === 'delete' ? '' : 'new table as new_roles'} ${event === 'insert' ? '' : 'old table as old_roles'}
    for each statement execute function ${name}()`,
]);

const RECOUNT = [
  // For callers that have disabled the triggers, such as the seed. The caller has locked both tables.
  `create function recount_users() returns void language plpgsql as $$
    begin
      delete from user_counts;
      delete from user_facet_counts;
      insert into user_counts (slot, status, count) select 0, status, count(*) from users group by status;
      insert into user_facet_counts (facet, value, slot, count)
        select facet, value, 0, n from (${valuesOf(live('users', 1))}
          union all ${holdersOf(liveHolders('user_roles', 1))}) as counted;
    end $$`,
  `create function recount_truncated() returns trigger language plpgsql as $$
    begin
      perform recount_users();
      return null;
    end $$`,
  ...['users', 'user_roles'].map(
    (table) => `create trigger recount_truncated after truncate on ${table}
      for each statement execute function recount_truncated()`,
  ),
];

/** The functions that depend on the set of facets. A later migration replaces them. */
export const FACET_FUNCTIONS = [...USER_TRIGGERS.slice(0, 3), RECOUNT[0] as string];

const SECOND_FACTORS = [
  // The row is locked first: if two writers each remove one of two factors, the second one sees the result of the first.
  `create function keep_second_factor() returns trigger language plpgsql as $$
    declare
      holder uuid := case when tg_op = 'DELETE' then old.user_id else new.user_id end;
      has boolean;
    begin
      perform from users where id = holder for no key update;
      has := exists (select from totp_factors where user_id = holder and confirmed_at is not null)
        or exists (select from passkeys where user_id = holder);
      update users set has_second_factor = has where id = holder and has_second_factor <> has;
      return null;
    end $$`,
  `create trigger keep_second_factor after insert or delete or update of confirmed_at on totp_factors
    for each row execute function keep_second_factor()`,
  `create trigger keep_second_factor after insert or delete on passkeys
    for each row execute function keep_second_factor()`,
];

const FILLED = [
  `update users u set has_second_factor = true
    where exists (select from totp_factors t where t.user_id = u.id and t.confirmed_at is not null)
      or exists (select from passkeys p where p.user_id = u.id)`,
  'drop index users_department_idx',
  `create index users_department_idx on users (${DEPARTMENT_KEY}, created_at, id) where deleted_at is null`,
  'create index users_second_factor_idx on users (has_second_factor, created_at, id) where deleted_at is null',
  // PostgreSQL does not use the statistics of a partial index.
  `create statistics users_department_stats on (${DEPARTMENT_KEY}) from users`,
  'select recount_users()',
  'analyze users',
];

const STATEMENTS = [
  ...TABLES,
  // Before the counting triggers exist: the migration counts everything at its end.
  ...SECOND_FACTORS,
  ...FILLED.slice(0, 1),
  ...USER_TRIGGERS,
  ...ROLE_TRIGGERS,
  ...RECOUNT,
  ...FILLED.slice(1),
];

const countTrigger = (changes: string) => `begin
      insert into user_counts (slot, status, count)
      select pg_backend_pid() % 16, status, n from (${changes}) as change order by status
      on conflict on constraint user_counts_pkey do update set count = user_counts.count + excluded.count;
      return null;
    end`;

/** The functions of the previous version. */
const COUNTED_BEFORE: [string, string][] = [
  ['count_inserted_users', 'select status, count(*) as n from new_users group by status'],
  ['count_deleted_users', 'select status, -count(*) as n from old_users group by status'],
  [
    'count_updated_users',
    `select status, sum(n) as n from (
      select status, 1 as n from new_users union all select status, -1 from old_users
    ) as moves group by status having sum(n) <> 0`,
  ],
];

const UNDO = [
  'drop trigger keep_second_factor on totp_factors',
  'drop trigger keep_second_factor on passkeys',
  'drop function keep_second_factor',
  'drop trigger recount_truncated on users',
  'drop trigger recount_truncated on user_roles',
  'drop function recount_truncated, recount_users',
  'drop trigger count_given_roles on user_roles',
  'drop trigger count_taken_roles on user_roles',
  'drop trigger count_moved_roles on user_roles',
  'drop function count_given_roles, count_taken_roles, count_moved_roles',
  'drop trigger delete_roles_of_user on users',
  'drop function delete_roles_of_user',
  ...COUNTED_BEFORE.map(
    ([name, changes]) =>
      `create or replace function ${name}() returns trigger language plpgsql as $$ ${countTrigger(changes)} $$`,
  ),
  'drop table user_facet_counts',
  'drop function user_count_slot',
  'drop statistics users_department_stats',
  'drop index users_department_idx',
  'create index users_department_idx on users (department, created_at, id) where deleted_at is null',
  // This drops the index too.
  'alter table users drop column has_second_factor',
];
