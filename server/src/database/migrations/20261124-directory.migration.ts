import { Migration } from '@mikro-orm/migrations';

/**
 * The directory: users, roles, who has which role, and the counts.
 *
 * The reasons for its form:
 * - `search_key` folds case, accents and compatibility forms, in any script. It is declared immutable so that indexes may use
 *   it. That holds as long as the unaccent dictionary stays as shipped.
 * - An ASCII text (octets = characters) takes a shorter path, at a quarter of the cost. Most rows are ASCII.
 * - pg_trgm needs three characters in a row, so shorter terms have `search_grams`: every character and every pair. plpgsql here
 *   because it measured 7 µs a row against 19 for the same in one SQL expression.
 * - `status` is computed from three moments, so that no two columns can disagree, and a user who comes back from the bin has
 *   the same status as before.
 * - Every list index leaves the bin out; the bin has its own.
 * - An index on `coalesce(last_sign_in_at, '-infinity')` lets one row comparison page through nulls too.
 */
export class DirectoryMigration extends Migration {
  override up(): void {
    for (const statement of [...FOLDING, ...ROLES, ...USERS, ...INDEXES, ...COUNTS]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table user_roles, roles, users, user_counts');
    this.addSql('drop function count_inserted_users, count_updated_users, count_deleted_users');
    this.addSql('drop function search_grams, search_bigrams, search_key');
  }
}

const FOLDING = [
  'create extension if not exists pg_trgm',
  'create extension if not exists unaccent',
  // Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic, the Arabic tatweel, and marks for symbols. Marks that form
  // another letter (Indic vowel signs, the Japanese voicing mark) are not among them.
  String.raw`create function search_key(value text) returns text
    language sql immutable strict parallel safe
    return case when octet_length(value) = char_length(value) then lower(value)
      else normalize(casefold(unaccent('unaccent'::regdictionary, regexp_replace(normalize(value, NFKD),
        '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]',
        '', 'g'))), NFKC) end`,
  `create function search_bigrams(value text) returns text[]
    language plpgsql immutable strict parallel safe as $$
    declare
      letters text[] := string_to_array(value, null);
      pairs text[] := '{}';
    begin
      for i in 1 .. coalesce(array_length(letters, 1), 0) - 1 loop
        pairs := pairs || (letters[i] || letters[i + 1]);
      end loop;
      return pairs;
    end $$`,
  `create function search_grams(value text) returns text[]
    language sql immutable strict parallel safe
    return search_bigrams(value) || string_to_array(value, null)`,
];

const ROLES = [
  `create table roles (
    id uuid not null default uuidv7(),
    name text not null,
    permissions text[] not null,
    constraint roles_pkey primary key (id),
    constraint roles_name_key unique (name)
  )`,
  `insert into roles (name, permissions) values
    ('Owner', '{USERS_READ,USERS_WRITE,USERS_DELETE,ROLES_WRITE,TOKENS_WRITE,AUDIT_READ,FEEDBACK_READ,SETTINGS_WRITE}'),
    ('Administrator', '{USERS_READ,USERS_WRITE,USERS_DELETE,ROLES_WRITE,TOKENS_WRITE,AUDIT_READ,FEEDBACK_READ}'),
    ('Editor', '{USERS_READ,USERS_WRITE}'),
    ('Viewer', '{USERS_READ}'),
    ('Auditor', '{USERS_READ,AUDIT_READ}')`,
];

const USERS = [
  `create table users (
    id uuid not null default uuidv7(),
    email text not null,
    display_name text not null,
    given_name text null,
    family_name text null,
    title text null,
    department text null,
    phone text null,
    locale text null,
    time_zone text null,
    password_hash text null,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    last_sign_in_at timestamptz(3) null,
    activated_at timestamptz(3) null,
    deactivated_at timestamptz(3) null,
    deleted_at timestamptz(3) null,
    status text not null generated always as (case
      when deleted_at is not null then 'DELETED'
      when deactivated_at is not null then 'DEACTIVATED'
      when activated_at is null then 'INVITED'
      else 'ACTIVE' end) stored,
    search_text text not null generated always as
      (search_key(display_name) || chr(10) || search_key(email)) stored,
    constraint users_pkey primary key (id)
  )`,
  // The planner guesses how common a term is from this column's histogram; at the usual 100 steps it could
  // not tell a term of one row in a hundred from one in ten thousand.
  'alter table users alter column search_text set statistics 400',
  `create table user_roles (
    user_id uuid not null,
    role_id uuid not null,
    constraint user_roles_pkey primary key (user_id, role_id),
    constraint user_roles_user_id_foreign foreign key (user_id) references users (id) on update cascade on delete cascade,
    constraint user_roles_role_id_foreign foreign key (role_id) references roles (id) on update cascade on delete cascade
  )`,
];

const INDEXES = [
  'create unique index users_email_key on users (lower(email)) where deleted_at is null',
  'create index users_created_at_idx on users (created_at, id) where deleted_at is null',
  'create index users_updated_at_idx on users (updated_at, id) where deleted_at is null',
  'create index users_display_name_idx on users (search_key(display_name), id) where deleted_at is null',
  `create index users_last_sign_in_at_idx on users (coalesce(last_sign_in_at, '-infinity'), id) where deleted_at is null`,
  // A rare status or department is found first and sorted; these two also keep their newest-first lists short.
  'create index users_status_idx on users (status, created_at, id) where deleted_at is null',
  'create index users_department_idx on users (department, created_at, id) where deleted_at is null',
  // Status and last sign-in are correlated (no invited user has signed in), so a scan in that order cannot find a rare status.
  `create index users_status_last_sign_in_at_idx on users (status, coalesce(last_sign_in_at, '-infinity'), id) where deleted_at is null`,
  'create index users_bin_idx on users (created_at, id) where deleted_at is not null',
  'create index users_search_trgm_idx on users using gin (search_text gin_trgm_ops) where deleted_at is null',
  'create index users_search_grams_idx on users using gin (search_grams(search_text)) where deleted_at is null',
  // How often each character and pair occurs. PostgreSQL gathers these statistics for the index as well, but does not use them,
  // as the index is partial. It would then estimate 200 users for every term, and scan a whole order for a rare one.
  'create statistics users_search_grams_stats on (search_grams(search_text)) from users',
  'alter index users_search_grams_idx alter column 1 set statistics 0',
  'create index user_roles_role_id_idx on user_roles (role_id, user_id)',
];

/**
 * How many users there are, by status, at the same cost at any size. A count is the sum over sixteen slots, so
 * that writers at the same time seldom wait for one another's row. The triggers run once a statement: a COPY
 * of 50,000 rows costs one update a status.
 */
const COUNTS = [
  `create table user_counts (
    slot smallint not null,
    status text not null,
    count bigint not null,
    constraint user_counts_pkey primary key (slot, status)
  )`,
  ...countTrigger(
    'insert',
    'count_inserted_users',
    'select status, count(*) as n from new_users group by status',
  ),
  ...countTrigger(
    'delete',
    'count_deleted_users',
    'select status, -count(*) as n from old_users group by status',
  ),
  ...countTrigger(
    'update',
    'count_updated_users',
    `select status, sum(n) as n from (
      select status, 1 as n from new_users union all select status, -1 from old_users
    ) as moves group by status having sum(n) <> 0`,
  ),
];

function countTrigger(event: 'insert' | 'update' | 'delete', name: string, changes: string): string[] {
  const tables = [
    event === 'delete' ? '' : 'new table as new_users',
    event === 'insert' ? '' : 'old table as old_users',
  ];
  return [
    // Ordered by status, so that two writers in one slot take their rows in the same order.
    `create function ${name}() returns trigger language plpgsql as $$
    begin
      insert into user_counts (slot, status, count)
      select pg_backend_pid() % 16, status, n from (${changes}) as change order by status
      on conflict on constraint user_counts_pkey do update set count = user_counts.count + excluded.count;
      return null;
    end $$`,
    `create trigger ${name} after ${event} on users
      referencing ${tables.join(' ')} for each statement execute function ${name}()`,
  ];
}
