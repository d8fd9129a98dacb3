import { Migration } from '@mikro-orm/migrations';

/**
 * The audit trail and its seals. docs/decisions/0008-audit-trail.md has the reasons; in short:
 * - No foreign keys: an entry outlives the users and objects that it names.
 * - `position` orders entries by transaction. All entries below the lowest open transaction are final. So a seal can cover
 *   them, and no entry appears below a seal later, in whatever order transactions commit.
 * - `shift` keeps positions growing in a database restored into a server that has counted fewer transactions.
 */
export class AuditMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table audit_entries');
    this.addSql('drop function audit_position');
    this.addSql('drop table audit_seals');
    this.addSql('drop function refuse_audit_change');
  }
}

const TABLES = [
  `create table audit_seals (
    id bigint not null,
    upto bigint not null,
    shift bigint not null,
    count bigint not null,
    sealed_at timestamptz(3) not null,
    hash bytea not null,
    constraint audit_seals_pkey primary key (id)
  )`,
  `create function audit_position() returns bigint language sql volatile
    return pg_current_xact_id()::text::bigint
      + coalesce((select shift from audit_seals order by id desc limit 1), 0)`,
  `create table audit_entries (
    id uuid not null default uuidv7(),
    position bigint not null default audit_position(),
    occurred_at timestamptz(3) not null default clock_timestamp(),
    action text not null,
    actor_id uuid null,
    session_id uuid null,
    token_id uuid null,
    target_type text null,
    target_id uuid null,
    request_id text null,
    address text null,
    changes jsonb not null default '{}',
    constraint audit_entries_pkey primary key (id)
  )`,
];

const INDEXES = [
  'create index audit_entries_position_idx on audit_entries (position, id)',
  'create index audit_entries_occurred_at_idx on audit_entries (occurred_at, id)',
  'create index audit_entries_action_idx on audit_entries (action, occurred_at, id)',
  'create index audit_entries_actor_id_idx on audit_entries (actor_id, occurred_at, id) where actor_id is not null',
  'create index audit_entries_target_id_idx on audit_entries (target_id, occurred_at, id) where target_id is not null',
];

/** `enable always`: else session_replication_role = replica would bypass it. */
const APPEND_ONLY = [
  `create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The audit trail is append-only: % of % refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end $$`,
  ...['audit_entries', 'audit_seals'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete or truncate on ${table}
      for each statement execute function refuse_audit_change()`,
    `alter table ${table} enable always trigger ${table}_append_only`,
    // A superuser has every right anyway. An owner without superuser rights would first have to grant these again.
    `revoke update, delete, truncate on ${table} from public, current_user`,
  ]),
];

export const STATEMENTS = [...TABLES, ...INDEXES, ...APPEND_ONLY];
