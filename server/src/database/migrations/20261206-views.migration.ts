import { Migration } from '@mikro-orm/migrations';

/**
 * Saved views of lists of users (decision 40).
 *
 * - A view without an owner was shared by an operator's token. A personal view is deleted with its owner, a shared one stays.
 * - `position` orders the views of one person, and those that are shared. Equal positions are ordered by id.
 */
export class ViewsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table saved_views');
    this.addSql('drop function keep_shared_views');
  }
}

const STATEMENTS = [
  `create table saved_views (
    id uuid not null default uuidv7(),
    owner_id uuid null,
    name text not null,
    query text not null,
    layout text null,
    is_shared boolean not null,
    position int not null,
    version int not null default 1,
    constraint saved_views_pkey primary key (id),
    constraint saved_views_owner_check check (is_shared or owner_id is not null),
    constraint saved_views_owner_id_foreign foreign key (owner_id) references users (id) on delete cascade
  )`,
  'create index saved_views_owner_id_idx on saved_views (owner_id)',
  'create index saved_views_shared_idx on saved_views (position) where is_shared',
  `create function keep_shared_views() returns trigger language plpgsql as $$
    begin
      update saved_views set owner_id = null where owner_id = old.id and is_shared;
      return old;
    end $$`,
  'create trigger keep_shared_views before delete on users for each row execute function keep_shared_views()',
];
