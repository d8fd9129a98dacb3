import { Migration } from '@mikro-orm/migrations';

/**
 * Imports of users (decision 58).
 *
 * - Files and their rows are in unlogged tables: they are copies, are kept for days, and a million of them would be a gigabyte in
 *   the write-ahead log. After a crash of PostgreSQL they are empty, and the file has to be sent again.
 * - A file is kept in parts, so that its encoding, delimiter and columns can be changed without sending it again.
 * - Neither table has foreign keys: the check of each reference would slow a million rows down. The sweeper deletes both by import.
 * - `email_key` and `matched` are indexed for the erasure of a user.
 */
export class ImportMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table user_import_rows, user_import_parts, user_imports');
    this.addSql('alter table bulk_jobs drop column created');
    this.addSql('delete from bulk_items where user_id is null');
    this.addSql('alter table bulk_items alter column user_id set not null');
  }
}

const STATEMENTS = [
  'alter table bulk_jobs add column created int not null default 0',
  // A refused row of a file has no user.
  'alter table bulk_items alter column user_id drop not null',
  `create table user_imports (
    id uuid not null,
    actor_id uuid null,
    token_id uuid null,
    file_name text not null,
    format text not null,
    size bigint not null default 0,
    choices jsonb not null default '{}',
    reading jsonb null,
    fault text null,
    fault_line int null,
    total int not null default 0,
    created int not null default 0,
    changed int not null default 0,
    unchanged int not null default 0,
    refused int not null default 0,
    checked_at timestamptz(3) null,
    job_id uuid null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    constraint user_imports_pkey primary key (id)
  )`,
  'create index user_imports_expires_at_idx on user_imports (expires_at)',
  'create index user_imports_actor_id_idx on user_imports (actor_id, created_at)',
  `create unlogged table user_import_parts (
    import_id uuid not null,
    start bigint not null,
    bytes bytea not null,
    constraint user_import_parts_pkey primary key (import_id, start)
  )`,
  `create unlogged table user_import_rows (
    import_id uuid not null,
    number int not null,
    line int not null,
    raw bytea not null,
    row_id uuid null,
    texts jsonb not null,
    roles uuid[] null,
    reasons jsonb not null,
    outcome text not null,
    matched uuid null,
    changes jsonb not null,
    is_reclassified boolean not null default false,
    email_key text null generated always as (lower(texts->>'email')) stored,
    constraint user_import_rows_pkey primary key (import_id, number)
  )`,
  'create index user_import_rows_outcome_idx on user_import_rows (import_id, outcome, number)',
  'create index user_import_rows_matched_idx on user_import_rows (matched) where matched is not null',
  'create index user_import_rows_email_key_idx on user_import_rows (email_key) where email_key is not null',
];
