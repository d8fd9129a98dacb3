import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type GraphqlAnswer, startTestApp } from '../../testing/test-app.js';
import { isDatabaseAway } from './database-away.js';

describe('a database that is away', () => {
  it('is recognised by the driver’s error if nothing listens on the port', async () => {
    const error: unknown = await new pg.Client({ host: '127.0.0.1', port: 1 })
      .connect()
      .catch((e: unknown) => e);
    expect(isDatabaseAway(error)).toBe(true);
  });

  it('is recognised by the driver’s error if the connection is cut, and not by a wrong statement', async () => {
    const test = await startTestApp();
    const client = new pg.Client({ connectionString: test.database.url });
    client.on('error', () => undefined);
    await client.connect();
    const mistake: unknown = await client.query('select nothing').catch((e: unknown) => e);
    expect(isDatabaseAway(mistake)).toBe(false);
    const cut: unknown = await client
      .query('select pg_terminate_backend(pg_backend_pid())')
      .catch((e: unknown) => e);
    expect(isDatabaseAway(cut)).toBe(true);
    await test.close();
  });

  it('includes a full disk, which /readyz reports until a write succeeds', async () => {
    const test = await startTestApp();
    const fill = (table: string) =>
      test.database.query(`create function full_${table}() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
        create trigger full_${table} before insert on ${table} execute function full_${table}()`);
    await fill('users');
    await fill('sign_in_limits');
    const create = () =>
      test.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${test.operator}` },
        payload: {
          query:
            'mutation { createUser(input: { email: "a@example.org", displayName: "A" }) { user { id } } }',
        },
      });
    expect((await test.app.inject('/readyz')).statusCode).toBe(200);
    const refused = await create();
    expect(refused.statusCode).toBe(503);
    expect(refused.json<GraphqlAnswer>().errors?.[0]?.extensions['code']).toBe('SERVICE_UNAVAILABLE');
    expect((await test.app.inject('/readyz')).json()).toEqual({ status: 'unready', missing: ['storage'] });
    await test.database.query(
      'drop trigger full_users on users; drop trigger full_sign_in_limits on sign_in_limits',
    );
    expect((await test.app.inject('/readyz')).json()).toEqual({ status: 'ok', missing: [] });
    expect((await create()).statusCode).toBe(200);
    await test.close();
  });

  it('is not confused with a bug of our own', () => {
    expect(isDatabaseAway(new Error('boom'))).toBe(false);
    expect(isDatabaseAway('boom')).toBe(false);
  });
});
