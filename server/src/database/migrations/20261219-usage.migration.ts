import { Migration } from '@mikro-orm/migrations';

/**
 * How the console is used (decision 65).
 *
 * - `usage_day` has one row for each day of UTC, feature and outcome. It has no column that identifies a person, and no time
 *   except the day. `buckets` counts durations by the bounds of `usage/usage-buckets.ts`.
 * - `usage_setting` has one row: whether the directory counts at all.
 * - `users_not_counted` has the users who turned it off for themselves. It is no counter; a row is deleted with its user.
 */
export class UsageMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    for (const table of ['users_not_counted', 'usage_setting', 'usage_day'])
      this.addSql(`drop table ${table}`);
  }
}

const STATEMENTS = [
  `create table usage_day (
    day date not null,
    feature text collate "C" not null,
    outcome text collate "C" not null,
    n bigint not null,
    sum_ms bigint not null,
    buckets bigint[] not null,
    constraint usage_day_pkey primary key (day, feature, outcome)
  )`,
  `create table usage_setting (
    is_only boolean not null default true,
    is_on boolean not null default true,
    constraint usage_setting_pkey primary key (is_only),
    constraint usage_setting_is_only_check check (is_only)
  )`,
  'insert into usage_setting default values',
  `create table users_not_counted (
    user_id uuid not null,
    constraint users_not_counted_pkey primary key (user_id),
    constraint users_not_counted_user_id_foreign foreign key (user_id) references users (id) on delete cascade
  )`,
];
