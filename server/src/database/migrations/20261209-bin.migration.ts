import { Migration } from '@mikro-orm/migrations';

/**
 * The list of the bin, and the erasure of a user (decision 45).
 *
 * - `deleted_by` is the user who deleted the user. For users already in the bin, it comes from the audit trail.
 * - The values of an audit entry (the changes, and the address from which it was made) get a salt and a digest each, and seals
 *   are made of the digests from now on. So the values and their salt can be erased, and the seals still verify. The salt is
 *   needed as a name or an address could be guessed from a plain hash. Without the salt, the digest reveals nothing.
 * - The database still refuses every other change of an entry, to every role.
 *
 * The migration writes each entry once, so it takes long with many entries.
 */
export class BinMigration extends Migration {
  override up(): void {
    for (const statement of [...BIN, ...ERASABLE, ...BACKFILL, ...ERASURE_ALONE]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop trigger audit_entries_erasure_only on audit_entries');
    this.addSql('drop trigger audit_entries_digests on audit_entries');
    this.addSql('drop function refuse_audit_rewrite, digest_audit_values, erased_changes');
    this
      .addSql(`create or replace trigger audit_entries_append_only before update or delete or truncate on audit_entries
      for each statement execute function refuse_audit_change()`);
    this.addSql('alter table audit_entries enable always trigger audit_entries_append_only');
    this.addSql(
      `alter table audit_entries drop column changes_salt, drop column changes_digest, drop column address_salt,
        drop column address_digest`,
    );
    this.addSql('revoke update on audit_entries from current_user');
    this.addSql('alter table audit_seals drop column version, drop column is_whole');
    this.addSql('alter table users drop column deleted_by');
  }
}

const BIN = [
  `alter table users add column deleted_by uuid null
    constraint users_deleted_by_foreign references users (id) on delete set null`,
  `update users u set deleted_by = (select a.actor_id from audit_entries a join users d on d.id = a.actor_id
      where a.target_id = u.id and a.action = 'USER_DELETED' order by a.occurred_at desc, a.id desc limit 1)
    where u.deleted_at is not null`,
];

const SALT = 'uuid_send(gen_random_uuid())';

export const ERASABLE = [
  `alter table audit_entries add column changes_salt bytea null, add column changes_digest bytea null,
    add column address_salt bytea null, add column address_digest bytea null`,
  'alter table audit_seals add column version smallint not null default 1, add column is_whole boolean not null default false',
  // A default cannot name another column, and a generated one would change with the values.
  `create function digest_audit_values() returns trigger language plpgsql as $$
    begin
      new.changes_salt := ${SALT};
      new.changes_digest := sha256(new.changes_salt || convert_to(new.changes::text, 'UTF8'));
      if new.address is not null then
        new.address_salt := ${SALT};
        new.address_digest := sha256(new.address_salt || convert_to(new.address, 'UTF8'));
      end if;
      return new;
    end $$`,
  `create trigger audit_entries_digests before insert on audit_entries
    for each row execute function digest_audit_values()`,
  'alter table audit_entries enable always trigger audit_entries_digests',
];

/** The owner has no right to update, and gets it only while the columns are filled. */
const BACKFILL = [
  'alter table audit_entries disable trigger audit_entries_append_only',
  'grant update on audit_entries to current_user',
  `update audit_entries a set changes_salt = s.one, changes_digest = sha256(s.one || convert_to(a.changes::text, 'UTF8')),
      address_salt = case when a.address is not null then s.two end,
      address_digest = sha256(s.two || convert_to(a.address, 'UTF8'))
    from (select id, ${SALT} as one, ${SALT} as two from audit_entries) as s where s.id = a.id`,
  'revoke update on audit_entries from current_user',
];

const VALUES = 'changes, changes_salt, address, address_salt';

export const ERASURE_ALONE = [
  // Of the changes, only the names of the fields stay.
  `create function erased_changes(changes jsonb) returns jsonb language sql immutable strict parallel safe
    return (select coalesce(jsonb_object_agg(key, '{"before": null, "after": null}'::jsonb), '{}') from jsonb_each(changes))`,
  `create function refuse_audit_rewrite() returns trigger language plpgsql as $$
    begin
      if new is distinct from old and to_jsonb(new) - array['changes', 'changes_salt', 'address', 'address_salt']
          = to_jsonb(old) - array['changes', 'changes_salt', 'address', 'address_salt']
        and ((new.changes, new.changes_salt) is not distinct from (old.changes, old.changes_salt)
          or (new.changes_salt is null and new.changes = erased_changes(old.changes)))
        and ((new.address, new.address_salt) is not distinct from (old.address, old.address_salt)
          or (new.address_salt is null and new.address is null)) then
        return new;
      end if;
      raise exception 'The audit trail is append-only: % of % refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end $$`,
  'drop trigger audit_entries_append_only on audit_entries',
  `create trigger audit_entries_append_only before delete or truncate on audit_entries
    for each statement execute function refuse_audit_change()`,
  'alter table audit_entries enable always trigger audit_entries_append_only',
  `create trigger audit_entries_erasure_only before update on audit_entries
    for each row execute function refuse_audit_rewrite()`,
  'alter table audit_entries enable always trigger audit_entries_erasure_only',
  `grant update (${VALUES}) on audit_entries to current_user`,
  // Verification looks each of them up.
  `create index audit_entries_erased_idx on audit_entries (id)
    where changes_salt is null or (address is null and address_digest is not null)`,
];
