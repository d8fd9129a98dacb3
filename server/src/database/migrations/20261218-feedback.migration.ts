import { Migration } from '@mikro-orm/migrations';

/**
 * What users say of the product (decision 64).
 *
 * - An entry belongs to its sender: the erasure of a user deletes their entries, with text, picture and answer.
 * - `picture` is a JPEG of up to 300 KB. PostgreSQL stores it apart from the row, so that lists do not read it.
 * - Each filter of the list has its index in the order of the list.
 */
export class FeedbackMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table feedback');
  }
}

const STATEMENTS = [
  `create table feedback (
    id uuid not null default uuidv7(),
    user_id uuid not null,
    kind text collate "C" not null,
    state text collate "C" not null default 'NEW',
    text text not null,
    page text null,
    picture bytea null,
    answer text null,
    answered_at timestamptz(3) null,
    created_at timestamptz(3) not null default now(),
    constraint feedback_pkey primary key (id),
    constraint feedback_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'alter table feedback alter column picture set storage external',
  'create index feedback_user_id_idx on feedback (user_id, created_at)',
  'create index feedback_created_at_idx on feedback (created_at, id)',
  'create index feedback_kind_idx on feedback (kind, created_at, id)',
  'create index feedback_state_idx on feedback (state, created_at, id)',
  'create index feedback_kind_state_idx on feedback (kind, state, created_at, id)',
];
