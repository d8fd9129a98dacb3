import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TemporaryPostgres, startTemporaryPostgres } from '../embedded/temporary-postgres.js';
import { DatabaseUnfitError, DatabaseUnreachableError, preflight } from './preflight.js';

// Creating a database takes a second, or several if other tests share two processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let postgres: TemporaryPostgres;
beforeAll(async () => {
  postgres = await startTemporaryPostgres(pino({ level: 'silent' }));
});
afterAll(() => postgres.stop());

async function execute(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

function urlWith(change: (url: URL) => void): string {
  const url = new URL(postgres.url);
  change(url);
  return url.href;
}

describe('preflight', () => {
  it('accepts a database like the embedded one, any number of times', async () => {
    await expect(preflight(postgres.url)).resolves.toMatch(/^18\.\d/);
    await expect(preflight(postgres.url)).resolves.toMatch(/^18\.\d/);
  });

  it('accepts several servers that start at once on the same new database', async () => {
    await execute('CREATE DATABASE fresh');
    const url = urlWith((fresh) => (fresh.pathname = '/fresh'));
    const all = Promise.all([preflight(url), preflight(url), preflight(url), preflight(url)]);
    await expect(all).resolves.toHaveLength(4);
  });

  it('refuses a database whose locale hides other scripts from search, and says how to create a suitable one', async () => {
    await execute(
      `CREATE DATABASE blind TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C' LOCALE 'C'`,
    );
    const blind = preflight(urlWith((url) => (url.pathname = '/blind')));
    await expect(blind).rejects.toThrow(DatabaseUnfitError);
    await expect(blind).rejects.toThrow(
      /locale \(C\) hides letters.*LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST'/,
    );
  });

  it('refuses a database in another encoding', async () => {
    await execute(
      `CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`,
    );
    await expect(preflight(urlWith((url) => (url.pathname = '/latin')))).rejects.toThrow(
      /encoding is LATIN1/,
    );
  });

  it('says what an administrator must do when this user may not add pg_trgm', async () => {
    await execute('CREATE DATABASE strict', `CREATE ROLE guest LOGIN PASSWORD 'guest'`);
    const url = urlWith((strict) => {
      strict.pathname = '/strict';
      strict.username = 'guest';
      strict.password = 'guest';
    });
    await expect(preflight(url)).rejects.toThrow(
      /lacks the pg_trgm extension.*run: CREATE EXTENSION pg_trgm$/,
    );
  });

  it.each([
    [
      'a wrong password',
      (url: URL) => (url.password = 'secret'),
      /refused the connection \(password authentication failed/,
    ],
    [
      'a database that is not there',
      (url: URL) => (url.pathname = '/nowhere'),
      /refused the connection \(database "nowhere"/,
    ],
    [
      'a port where nobody listens',
      (url: URL) => (url.port = '1'),
      /127\.0\.0\.1:1\/rollcall cannot be reached \(.*ECONNREFUSED/,
    ],
    [
      'a host that is not known',
      (url: URL) => (url.hostname = 'nowhere.invalid'),
      /nowhere\.invalid:\d+\/rollcall cannot be reached/,
    ],
  ])('refuses %s, in one line without the password', async (_, change, line) => {
    const url = urlWith(change);
    const { password } = new URL(url);
    const error: unknown = await preflight(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseUnreachableError);
    expect(String(error)).toMatch(line);
    expect(String(error)).not.toMatch(new RegExp(`${password}|\n`));
  });
});
