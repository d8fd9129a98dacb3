import { Migration } from '@mikro-orm/migrations';

/**
 * A span of time by another moment, and filters by name, over a million users.
 *
 * - The indexes of three moments carry another moment behind their key. PostgreSQL compares it within the index, and
 *   looks at the rows of those alone who match: a list by last sign-in of those added this year looked at 31,000
 *   pages, of 8 KB, and looks at 780. No index is new, so a create writes no more of them. The one by last sign-in grew from 38 to 47 MB.
 * - PostgreSQL gathers how the last sign-ins are spread for the indexes as well, and does not use it, as they are
 *   partial: a statistics object tells it, so that it knows a rare span from a common one.
 * - Nobody signed in before they were added: a list in the order of adding of those who last signed in before a moment
 *   need not look further. A day, as the server and the database each have a clock.
 * - The index by name is over what is stored folded already, and a new user's name is folded once less for it.
 */
export class FilterPlansMigration extends Migration {
  override up(): void {
    const drops = INDEXES.map(({ name }) => `drop index ${name}`);
    const creates = INDEXES.map(({ name, now }) => createIndex(name, now));
    for (const statement of [CHECK, STATISTICS, ANALYZE, ...drops, ...creates]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop statistics users_last_sign_in_at_stats');
    this.addSql('alter table users drop constraint users_last_sign_in_at_check');
    for (const { name, before } of INDEXES) {
      this.addSql(`drop index ${name}`);
      this.addSql(createIndex(name, before));
    }
  }
}

const CHECK = `alter table users add constraint users_last_sign_in_at_check
  check (last_sign_in_at >= created_at - interval '1 day')`;
const STATISTICS = `create statistics users_last_sign_in_at_stats on (coalesce(last_sign_in_at, '-infinity')) from users`;
/** The lists need what it gathers at once, not when autovacuum comes by. */
const ANALYZE = 'analyze users (last_sign_in_at)';

const SIGN_IN = `coalesce(last_sign_in_at, '-infinity')`;
const FOLDED_NAME = 'split_part(search_text, chr(10), 1)';

const INDEXES = [
  { name: 'users_created_at_idx', before: 'created_at, id', now: `created_at, id, ${SIGN_IN}` },
  { name: 'users_updated_at_idx', before: 'updated_at, id', now: `updated_at, id, ${SIGN_IN}` },
  { name: 'users_last_sign_in_at_idx', before: `${SIGN_IN}, id`, now: `${SIGN_IN}, id, created_at` },
  { name: 'users_display_name_idx', before: 'search_key(display_name), id', now: `${FOLDED_NAME}, id` },
  {
    name: 'users_bin_display_name_idx',
    before: 'search_key(display_name), id',
    now: `${FOLDED_NAME}, id`,
  },
];

function createIndex(name: string, columns: string): string {
  const where = name.startsWith('users_bin_') ? 'deleted_at is not null' : 'deleted_at is null';
  return `create index ${name} on users (${columns}) where ${where}`;
}
