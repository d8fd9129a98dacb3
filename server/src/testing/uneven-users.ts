import { vi } from 'vitest';
import type { TestApp } from './test-app.js';

/**
 * Adds second factors, a role of only the oldest user in two hundred, and a department and a domain of the newest users.
 * Returns the ids of roles.
 */
export async function makeUneven({ database }: TestApp, users: number): Promise<Map<string, string>> {
  await database.query(`insert into roles (name, permissions) values ('Veteran', '{USERS_READ}')`);
  await database.query(
    `insert into user_roles (user_id, role_id) select u.id, r.id from roles r,
      (select id from users where deleted_at is null order by created_at limit $1) as u where r.name = 'Veteran'`,
    [users / 200],
  );
  await database.query(
    `update users set department = 'Newcomers', email = replace(email, '@example', '@new')
      where id in (select id from users where deleted_at is null order by created_at desc limit $1)`,
    [users / 200],
  );
  // Of the users without a password one in three has no invitation, one in three one that has expired. Those who can still
  // use theirs are the oldest: last in the order of most lists.
  await database.query(`with invited as (select id, row_number() over (order by created_at) as place, count(*) over () as total
      from users where deleted_at is null and status = 'INVITED')
    update users u set invitation_expires_at = now() + interval '1 day' * (case when place * 3 < total then 5 else -30 end)
      from invited i where i.id = u.id and place * 3 < total * 2`);
  // One in eight has a second factor. The trigger updates users one by one, each with the kept counts.
  await database.query('alter table totp_factors disable trigger keep_second_factor');
  await database.query(`insert into totp_factors (user_id, sealed_key, confirmed_at)
    select id, 'k', now() from users where get_byte(uuid_send(id), 15) < 32`);
  await database.query('alter table totp_factors enable trigger keep_second_factor');
  await database.query(
    'update users set has_second_factor = true where id in (select user_id from totp_factors)',
  );
  // A statement that began before, as of the autovacuum, keeps the old rows from being removed.
  await vi.waitFor(async () => {
    const older = await database.query(`select from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and backend_xmin is not null`);
    if (older.length > 0) throw new Error('Another statement is running.');
  }, 60_000);
  await database.query('vacuum (analyze) users, user_roles, user_counts, user_facet_counts');
  const roles = await database.query<{ id: string; name: string }>('select id, name from roles');
  return new Map(roles.map(({ id, name }) => [name.toUpperCase(), id]));
}
