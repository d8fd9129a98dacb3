import { Migration } from '@mikro-orm/migrations';

/**
 * Idempotency keys, by which a create can be retried safely. They are kept for a day. A principal is an access token or a user.
 * There is no foreign key, as rows without a principal are swept.
 */
export class IdempotencyMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table idempotency_keys');
  }
}

const STATEMENTS = [
  // A key is stored as its SHA-256. target_id is the created object; within its transaction it is the nil UUID.
  `create table idempotency_keys (
    principal_id uuid not null,
    key_hash bytea not null,
    fingerprint bytea not null,
    target_id uuid not null default '00000000-0000-0000-0000-000000000000',
    created_at timestamptz(3) not null default now(),
    constraint idempotency_keys_pkey primary key (principal_id, key_hash)
  )`,
  'create index idempotency_keys_created_at_idx on idempotency_keys (created_at)',
];
