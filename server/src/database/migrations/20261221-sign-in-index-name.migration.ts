import { Migration } from '@mikro-orm/migrations';

/** Replaces the index by last sign-in. The name stays: this and the last release read the statistics of its key by it. */
export class SignInIndexNameMigration extends Migration {
  override up(): void {
    this.addSql('drop index users_last_sign_in_at_idx');
    this.addSql('alter index users_last_sign_in_at_new_idx rename to users_last_sign_in_at_idx');
  }

  override down(): void {
    this.addSql('alter index users_last_sign_in_at_idx rename to users_last_sign_in_at_new_idx');
    this.addSql(`create index users_last_sign_in_at_idx on users
      (coalesce(last_sign_in_at, '-infinity'), id, created_at) where deleted_at is null`);
  }
}
