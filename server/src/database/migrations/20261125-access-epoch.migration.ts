import { Migration } from '@mikro-orm/migrations';

/**
 * The access epoch: a number that grows with every reduction of rights. A session or token is revoked, a user is deactivated,
 * deleted or loses a role, a role loses a permission. A server caches a viewer's rights with the epoch from before it read
 * them. This one row then shows whether the cached rights still hold. To read them again would take PostgreSQL longer than a
 * page of users.
 *
 * The number grows at the very end of a transaction (the triggers are deferred), so that no transaction waits for another lock
 * while it holds this row. It grows once per transaction, however many rows it changes.
 */
export class AccessEpochMigration extends Migration {
  override up(): void {
    this.addSql(`create table access_epoch (
      id boolean not null default true,
      number bigint not null,
      constraint access_epoch_pkey primary key (id),
      constraint access_epoch_one_check check (id)
    )`);
    this.addSql('insert into access_epoch (number) values (1)');
    this.addSql(`create function raise_access_epoch() returns trigger language plpgsql as $$
      begin
        if coalesce(current_setting('rollcall.access_epoch', true), '') <> pg_current_xact_id()::text then
          perform set_config('rollcall.access_epoch', pg_current_xact_id()::text, true);
          update access_epoch set number = number + 1;
        end if;
        return null;
      end $$`);
    for (const [table, changed] of Object.entries(LESS)) {
      this.addSql(`create constraint trigger raise_access_epoch_updated after update on ${table}
        deferrable initially deferred for each row when (${changed}) execute function raise_access_epoch()`);
      this.addSql(`create constraint trigger raise_access_epoch_deleted after delete on ${table}
        deferrable initially deferred for each row execute function raise_access_epoch()`);
    }
  }

  override down(): void {
    this.addSql('drop function raise_access_epoch cascade');
    this.addSql('drop table access_epoch');
  }
}

/**
 * The tables that store rights, each with the condition for a reduction. Inserts can only add rights, and a refused viewer is
 * looked up again anyway.
 */
const LESS = {
  // Renewing a session sets a later end.
  sessions: `${differ('user_id', 'revoked_at')} or new.expires_at < old.expires_at`,
  access_tokens: differ('hash', 'user_id', 'permissions', 'revoked_at', 'expires_at'),
  users: differ('activated_at', 'deactivated_at', 'deleted_at'),
  user_roles: differ('user_id', 'role_id'),
  roles: differ('permissions'),
};

function differ(...columns: string[]): string {
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
  return `(${of('old')}) is distinct from (${of('new')})`;
}
