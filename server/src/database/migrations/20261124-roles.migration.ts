import { Migration } from '@mikro-orm/migrations';

/**
 * Custom roles: a description, and a version, so that nobody overwrites a change that they have not seen.
 *
 * - `key` marks the five built-in roles, which cannot be changed. Custom roles have none.
 * - A name is unique regardless of case, in every script. It uses the built-in collation, as the database's own may know only
 *   ASCII.
 */
export class RolesMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop index roles_name_key');
    this.addSql('alter table roles add constraint roles_name_key unique (name)');
    this.addSql(`update roles set key = null where key <> 'OWNER'`);
    this.addSql('alter table roles drop column description, drop column version');
  }
}

const STATEMENTS = [
  'alter table roles add column description text null, add column version int not null default 1',
  `update roles set key = upper(name) where name in ('Administrator', 'Editor', 'Viewer', 'Auditor')`,
  'alter table roles drop constraint roles_name_key',
  'create unique index roles_name_key on roles (casefold(name collate pg_unicode_fast))',
];
