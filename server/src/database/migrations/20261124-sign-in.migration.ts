import { Migration } from '@mikro-orm/migrations';

/**
 * Signing in: sessions, access tokens, the limits of attempts, the link that makes the first owner.
 *
 * Credentials are stored only as their SHA-256. They are random texts of 256 bits, which cannot be guessed from a fast hash.
 * Passwords, which people choose, have a slow hash (users.password_hash).
 */
export class SignInMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table sessions, access_tokens, sign_in_limits, setup_links, secrets');
    this.addSql('alter table roles drop column key');
  }
}

const STATEMENTS = [
  // Identifies the role that the rules depend on, independent of its name.
  'alter table roles add column key text null, add constraint roles_key_key unique (key)',
  `update roles set key = 'OWNER' where name = 'Owner'`,
  // Secrets that all servers share: the key that signs access JWTs.
  `create table secrets (
    name text not null,
    value bytea not null,
    constraint secrets_pkey primary key (name)
  )`,
  // A session is the family of its refresh tokens. Only the latest one is stored, so any other token is an old or an invalid
  // one.
  `create table sessions (
    id uuid not null default uuidv7(),
    user_id uuid not null,
    refresh_hash bytea not null,
    user_agent text null,
    address text not null,
    created_at timestamptz(3) not null default now(),
    last_used_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    revoked_at timestamptz(3) null,
    constraint sessions_pkey primary key (id),
    constraint sessions_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'create index sessions_user_id_idx on sessions (user_id, last_used_at)',
  'create index sessions_expires_at_idx on sessions (expires_at)',
  // A token without a user belongs to the operator, who made it on the command line.
  `create table access_tokens (
    id uuid not null default uuidv7(),
    user_id uuid null,
    name text not null,
    hash bytea not null,
    permissions text[] not null,
    created_at timestamptz(3) not null default now(),
    last_used_at timestamptz(3) null,
    expires_at timestamptz(3) null,
    revoked_at timestamptz(3) null,
    constraint access_tokens_pkey primary key (id),
    constraint access_tokens_hash_key unique (hash),
    constraint access_tokens_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'create index access_tokens_user_id_idx on access_tokens (user_id)',
  // One row for each account and network (or known device) with failures. It contains neither in readable form.
  `create table sign_in_limits (
    key bytea not null,
    attempts int not null,
    resets_at timestamptz(3) not null,
    constraint sign_in_limits_pkey primary key (key)
  )`,
  'create index sign_in_limits_resets_at_idx on sign_in_limits (resets_at)',
  `create table setup_links (
    hash bytea not null,
    expires_at timestamptz(3) not null,
    constraint setup_links_pkey primary key (hash)
  )`,
];
