import { Migration } from '@mikro-orm/migrations';

/**
 * Columns for the lists of sessions and tokens, and for renewing, sweeping and revoking them.
 *
 * - `renewed_at`: limits how long the previous refresh token is still accepted.
 * - `hint`: the first characters of a token, by which a token that was found somewhere can be identified.
 * - `parent_id`: the token with which a token was made. Revoking the parent revokes it too. A dangling reference does no harm,
 *   so it has no foreign key.
 */
export class TokensSessionsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop index access_tokens_created_at_idx, access_tokens_user_id_idx');
    this.addSql('create index access_tokens_user_id_idx on access_tokens (user_id)');
    this.addSql(
      'alter table access_tokens drop column hint, drop column parent_id, drop column last_used_address',
    );
    this.addSql('drop index sessions_revoked_at_idx');
    this.addSql('alter table sessions drop column renewed_at');
  }
}

const STATEMENTS = [
  'alter table sessions add column renewed_at timestamptz(3) null',
  'create index sessions_revoked_at_idx on sessions (revoked_at) where revoked_at is not null',
  `alter table access_tokens add column hint text null, add column parent_id uuid null,
    add column last_used_address text null`,
  'create index access_tokens_parent_id_idx on access_tokens (parent_id) where parent_id is not null',
  'drop index access_tokens_user_id_idx',
  'create index access_tokens_user_id_idx on access_tokens (user_id, created_at, id)',
  'create index access_tokens_created_at_idx on access_tokens (created_at, id)',
];
