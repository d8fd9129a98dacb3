import { Migration } from '@mikro-orm/migrations';

/**
 * Which users are sample people (decision 49). A table of its own: a column would be read with each row of each list, and a
 * change of the user cannot take the mark away. It has a thousand rows at most.
 */
export class SamplePeopleMigration extends Migration {
  override up(): void {
    this.addSql(`create table sample_users (
      user_id uuid not null,
      constraint sample_users_pkey primary key (user_id),
      constraint sample_users_user_id_foreign foreign key (user_id) references users (id) on delete cascade
    )`);
  }

  override down(): void {
    this.addSql('drop table sample_users');
  }
}
