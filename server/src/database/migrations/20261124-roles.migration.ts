import { Migration } from '@mikro-orm/migrations';

/**
 * Roles of one's own: what each is for, and a version, so that nobody overwrites what they have not seen.
 *
 * - `key` tells the five that come with the directory, which stay as they are; one's own have none.
 * - A name is unique whatever its case, in every script: by the built-in collation, as the database's own may know
 *   ASCII alone.
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
