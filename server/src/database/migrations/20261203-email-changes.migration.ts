import { Migration } from '@mikro-orm/migrations';

/** New addresses that are not confirmed yet, at most one per user. */
export class EmailChangesMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql(voidLinks(''));
    this.addSql('drop table email_changes');
  }
}

/** As the migration of invitations made it; a trigger calls it where an address, a password or a status changes. */
function voidLinks(more: string): string {
  return `create or replace function void_links() returns trigger language plpgsql as $$
    begin
      update invitations set cancelled_at = now()
        where user_id = new.id and accepted_at is null and cancelled_at is null;
      delete from password_resets where user_id = new.id;
      ${more}
      return null;
    end $$`;
}

const STATEMENTS = [
  `create table email_changes (
    user_id uuid not null,
    hash bytea not null,
    email text not null,
    expires_at timestamptz(3) not null,
    constraint email_changes_pkey primary key (user_id),
    constraint email_changes_hash_key unique (hash),
    constraint email_changes_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
  voidLinks('delete from email_changes where user_id = new.id;'),
];
