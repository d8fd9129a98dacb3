import { Migration } from '@mikro-orm/migrations';

/**
 * Which users are sample people (decision 49). It is a separate table: a column would be read with each row of each list. A
 * change of the user cannot remove the mark. It has a thousand rows at most.
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
