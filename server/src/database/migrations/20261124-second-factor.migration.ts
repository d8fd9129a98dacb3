import { Migration } from '@mikro-orm/migrations';

/**
 * The second factor and passkeys.
 *
 * A TOTP key must be read to check a code, so it is encrypted and not hashed. The encryption key is in `secrets`. This protects
 * it from a reader of this table alone, not from a reader of a whole dump. All other credentials are hashes or public keys.
 */
export class SecondFactorMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table totp_factors, recovery_codes, sign_in_challenges, passkeys, passkey_challenges');
  }
}

const STATEMENTS = [
  // Not confirmed: it is being set up, and signing in does not ask for it yet. Codes up to `last_step` are used up.
  `create table totp_factors (
    user_id uuid not null,
    sealed_key bytea not null,
    last_step bigint null,
    created_at timestamptz(3) not null default now(),
    confirmed_at timestamptz(3) null,
    constraint totp_factors_pkey primary key (user_id),
    constraint totp_factors_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  // A used code is deleted.
  `create table recovery_codes (
    user_id uuid not null,
    hash bytea not null,
    constraint recovery_codes_pkey primary key (user_id, hash),
    constraint recovery_codes_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  // Sign-ins with a right password whose code is still missing. limit_key: the attempt counter to delete when the code is
  // right.
  `create table sign_in_challenges (
    hash bytea not null,
    user_id uuid not null,
    limit_key bytea not null,
    expires_at timestamptz(3) not null,
    constraint sign_in_challenges_pkey primary key (hash),
    constraint sign_in_challenges_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'create index sign_in_challenges_user_id_idx on sign_in_challenges (user_id)',
  'create index sign_in_challenges_expires_at_idx on sign_in_challenges (expires_at)',
  `create table passkeys (
    id uuid not null default uuidv7(),
    user_id uuid not null,
    name text not null,
    credential_id text not null,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    created_at timestamptz(3) not null default now(),
    last_used_at timestamptz(3) null,
    constraint passkeys_pkey primary key (id),
    constraint passkeys_credential_id_key unique (credential_id),
    constraint passkeys_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'create index passkeys_user_id_idx on passkeys (user_id)',
  // With a user: to add a passkey of that user. Without: to sign in, as any user.
  `create table passkey_challenges (
    hash bytea not null,
    user_id uuid null,
    expires_at timestamptz(3) not null,
    constraint passkey_challenges_pkey primary key (hash),
    constraint passkey_challenges_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'create index passkey_challenges_user_id_idx on passkey_challenges (user_id)',
  'create index passkey_challenges_expires_at_idx on passkey_challenges (expires_at)',
];
