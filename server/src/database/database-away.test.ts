import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startTestApp } from '../testing/test-app.js';
import { isDatabaseAway } from './database-away.js';

describe('a database that is away', () => {
  it('is known by what the driver says when nobody listens', async () => {
    const error: unknown = await new pg.Client({ host: '127.0.0.1', port: 1 })
      .connect()
      .catch((e: unknown) => e);
    expect(isDatabaseAway(error)).toBe(true);
  });

  it('is known by what the driver says when the line is cut, and not by a mistake in a statement', async () => {
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

  it('is not what a mistake of ours looks like', () => {
    expect(isDatabaseAway(new Error('boom'))).toBe(false);
    expect(isDatabaseAway('boom')).toBe(false);
  });
});
