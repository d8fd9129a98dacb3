import { Migration } from '@mikro-orm/migrations';

/** How many rows of an import do something else than the dry run showed. The server before this release leaves it null. */
export class ReclassifiedMigration extends Migration {
  override up(): void {
    this.addSql('alter table user_imports add column reclassified int null');
  }

  override down(): void {
    this.addSql('alter table user_imports drop column reclassified');
  }
}
