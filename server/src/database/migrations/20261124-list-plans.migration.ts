import { Migration } from '@mikro-orm/migrations';

/**
 * Lists of a million users.
 *
 * - The bin has an index for every order, as the rest of the directory has. They cost nothing for a write that does not touch
 *   the bin: the CPU time of a create stayed at 0.2 ms.
 * - Indexes of status and department for the orders that have none would cost every create another 0.01 ms each, and 450 MB for
 *   all at a million users; `user.page.ts` does without.
 * - No user was changed before they were added. So a list of users added since a moment, ordered by their last change, need not
 *   look further back. One day of margin is added, as the server and the database have different clocks.
 */
export class ListPlansMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('alter table users drop constraint users_updated_at_check');
    this.addSql(
      'drop index users_bin_updated_at_idx, users_bin_display_name_idx, users_bin_email_idx, users_bin_last_sign_in_at_idx',
    );
  }
}

const STATEMENTS = [
  `alter table users add constraint users_updated_at_check check (updated_at >= created_at - interval '1 day')`,
  'create index users_bin_updated_at_idx on users (updated_at, id) where deleted_at is not null',
  'create index users_bin_display_name_idx on users (search_key(display_name), id) where deleted_at is not null',
  'create index users_bin_email_idx on users (lower(email), id) where deleted_at is not null',
  `create index users_bin_last_sign_in_at_idx on users (coalesce(last_sign_in_at, '-infinity'), id) where deleted_at is not null`,
];
