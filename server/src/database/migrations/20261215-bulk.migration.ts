import { Migration } from '@mikro-orm/migrations';

/**
 * Changes of many users as jobs (decision 52).
 *
 * - `attempt` is the fence: each server that takes a job raises it, and commits a batch only while it is the same.
 * - `selection` has the conditions of the users, until the set is frozen into `bulk_items`. Then it is emptied, as a search may be a name.
 * - Items have no foreign keys: an item outlives its user, and the check of each reference would slow down the freezing of a
 *   million users. The sweeper deletes items by their job.
 * - `before` is what an undo puts back. An erasure empties it, by its own index.
 */
export class BulkMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table bulk_items');
    this.addSql('drop table bulk_jobs');
  }
}

const STATEMENTS = [
  `create table bulk_jobs (
    id uuid not null default uuidv7(),
    kind text not null,
    change jsonb not null,
    selection jsonb null,
    expected_count int null,
    state text not null,
    failure text null,
    attempt int not null default 0,
    lease_until timestamptz null,
    locale text not null,
    actor_id uuid null,
    session_id uuid null,
    token_id uuid null,
    address text null,
    total int null,
    position int not null default 0,
    changed int not null default 0,
    unchanged int not null default 0,
    refused int not null default 0,
    created_at timestamptz(3) not null default now(),
    frozen_at timestamptz(3) null,
    started_at timestamptz(3) null,
    finished_at timestamptz(3) null,
    cancel_requested_at timestamptz(3) null,
    swept_at timestamptz(3) null,
    undo_of uuid null,
    undone_by uuid null,
    constraint bulk_jobs_pkey primary key (id),
    constraint bulk_jobs_undo_of_foreign foreign key (undo_of) references bulk_jobs (id),
    constraint bulk_jobs_undone_by_foreign foreign key (undone_by) references bulk_jobs (id)
  )`,
  // The few jobs that wait or run: servers look every five seconds.
  'create index bulk_jobs_open_idx on bulk_jobs (id) where finished_at is null',
  'create index bulk_jobs_created_at_idx on bulk_jobs (created_at, id)',
  'create index bulk_jobs_actor_id_idx on bulk_jobs (actor_id, created_at, id)',
  'create index bulk_jobs_unswept_idx on bulk_jobs (finished_at) where swept_at is null',
  `create table bulk_items (
    job_id uuid not null,
    number int not null,
    user_id uuid not null,
    before jsonb null,
    version_after int null,
    outcome text null,
    reason text null,
    constraint bulk_items_pkey primary key (job_id, number)
  )`,
  'create index bulk_items_outcome_idx on bulk_items (job_id, outcome, number) where outcome is not null',
  'create index bulk_items_user_id_idx on bulk_items (user_id) where before is not null',
];
