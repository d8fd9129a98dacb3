import { Migration } from '@mikro-orm/migrations';

/**
 * Invitations, and links to a new password. Of their secrets only the SHA-256 is stored, as for sign-in.
 *
 * A user has at most one open invitation: inviting again gives it another secret, so the old link is void. Several links to a
 * new password may be open, else a stranger could void a person's link by asking for another.
 */
export class InvitationsMigration extends Migration {
  override up(): void {
    for (const statement of [...TABLES, ...VOIDING]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop trigger users_void_links on users');
    this.addSql('drop function void_links');
    this.addSql('drop table invitations, password_resets');
  }
}

const OPEN = 'accepted_at is null and cancelled_at is null';

const TABLES = [
  `create table invitations (
    id uuid not null default uuidv7(),
    user_id uuid not null,
    email text not null,
    hash bytea not null,
    invited_by uuid null,
    delivery text not null,
    created_at timestamptz(3) not null default now(),
    sent_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    accepted_at timestamptz(3) null,
    cancelled_at timestamptz(3) null,
    constraint invitations_pkey primary key (id),
    constraint invitations_hash_key unique (hash),
    constraint invitations_user_id_foreign foreign key (user_id) references users (id) on delete cascade,
    constraint invitations_invited_by_foreign foreign key (invited_by) references users (id) on delete set null,
    constraint invitations_delivery_check check (delivery in ('LINK', 'SENDING', 'SENT', 'FAILED'))
  )`,
  `create unique index invitations_open_key on invitations (user_id) where ${OPEN}`,
  'create index invitations_user_id_idx on invitations (user_id, created_at, id)',
  'create index invitations_invited_by_idx on invitations (invited_by)',
  'create index invitations_created_at_idx on invitations (created_at, id)',
  `create index invitations_open_idx on invitations (created_at, id) where ${OPEN}`,
  'create index invitations_cancelled_idx on invitations (created_at, id) where cancelled_at is not null',
  `create table password_resets (
    hash bytea not null,
    user_id uuid not null,
    expires_at timestamptz(3) not null,
    constraint password_resets_pkey primary key (hash),
    constraint password_resets_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  'create index password_resets_user_id_idx on password_resets (user_id)',
  'create index password_resets_expires_at_idx on password_resets (expires_at)',
];

/**
 * Triggers that void links, whichever statement makes the change: a new address (a stranger may read the old mailbox), a
 * password that was set meanwhile, a user who may no longer sign in.
 */
const VOIDING = [
  `create function void_links() returns trigger language plpgsql as $$
    begin
      update invitations set cancelled_at = now() where user_id = new.id and ${OPEN};
      delete from password_resets where user_id = new.id;
      return null;
    end $$`,
  `create trigger users_void_links
    after update of email, password_hash, activated_at, deactivated_at, deleted_at on users for each row
    when (old.email is distinct from new.email or old.password_hash is distinct from new.password_hash
      or (old.activated_at is null and new.activated_at is not null)
      or (old.deactivated_at is null and new.deactivated_at is not null)
      or (old.deleted_at is null and new.deleted_at is not null))
    execute function void_links()`,
];
