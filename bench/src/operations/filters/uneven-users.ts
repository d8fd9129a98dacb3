import { withClient } from '../../database/database.js';

/** A condition of a list as the API takes it. */
export interface Condition {
  field: string;
  value: unknown;
}

const DAY_MS = 86_400_000;

/**
 * The seed spreads its values evenly. Real directories have departments of a few people, invitations that ran out, and second
 * factors of a few; and a department or a state is often that of the oldest or newest users alone.
 */
export async function makeUneven(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ users: number }>(
      'select count(*)::int as users from users where deleted_at is null',
    );
    const users = rows[0]?.users ?? 0;
    const first = (part: number, order: 'asc' | 'desc') =>
      `id in (select id from users where deleted_at is null order by created_at ${order} limit ${Math.ceil(users / part)})`;
    const invited = `id in (select id from users where deleted_at is null and status = 'INVITED'`;
    for (const statement of [
      `update users set department = 'Newcomers' where ${first(200, 'desc')}`,
      `update users set department = 'Founders' where ${first(50_000, 'asc')}`,
      `update users set invitation_expires_at = now() + interval '5 days' where ${invited}
        order by created_at limit ${Math.ceil(users / 50)})`,
      `update users set invitation_expires_at = now() - interval '30 days' where ${invited}
        and invitation_expires_at is null order by created_at desc limit ${Math.ceil(users / 50)})`,
      `insert into totp_factors (user_id, sealed_key, confirmed_at)
        select id, 'k', now() from users where get_byte(uuid_send(id), 15) < 8`,
      'vacuum (analyze) users',
    ])
      await client.query(statement);
  });
}

/** Values of all filters of the list: of most users, of some, of a few, and of nobody. */
export async function conditions(databaseUrl: string): Promise<Condition[]> {
  const roles = await withClient(databaseUrl, (client) =>
    client.query<{ id: string }>('select id from roles order by name'),
  );
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ department: string }>(`select department from users
      where department is not null group by department order by count(*) desc limit 1`),
  );
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  const of = (field: string, ...values: unknown[]) => values.map((value) => ({ field, value }));
  return [
    ...of('status', ['ACTIVE'], ['DEACTIVATED'], ['INVITED'], ['DELETED']),
    ...of('state', ['NO_ACCESS'], ['INVITED'], ['INVITATION_EXPIRED']),
    ...of('department', [rows[0]?.department], ['Newcomers'], ['Founders'], ['Nowhere']),
    ...of('roleId', ...roles.rows.map(({ id }) => [id])),
    ...of('createdAt', { from: daysAgo(7) }, { from: daysAgo(365) }, { until: daysAgo(2_000) }),
    ...of('lastSignInAt', { from: daysAgo(7) }, { until: daysAgo(90) }, { until: daysAgo(2_000) }),
    ...of('neverSignedIn', true, false),
    ...of('hasSecondFactor', true, false),
  ];
}
