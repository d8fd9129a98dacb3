import { Client } from 'pg';
import { inject } from 'vitest';

/** Migrated and empty; see global-setup.ts. */
export const TEMPLATE = 'rollcall';

let made = 0;

export interface Database {
  readonly url: string;
  /** Runs SQL behind the server's back. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Makes it as it was at first. */
  reset(): Promise<void>;
  drop(): Promise<void>;
}

/** A database for one test file, with as many people in it as asked for: see `SEED`. About 0.2 s. */
export async function createDatabase(people: number): Promise<Database> {
  made += 1;
  const name = `e2e_${process.pid}_${made}`;
  await asOwner(`create database ${name} template ${TEMPLATE}`);
  const url = Object.assign(new URL(inject('postgres')), { pathname: name }).href;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(SEED, [people]);
  return {
    url,
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    reset: async () => {
      await client.query('delete from users');
      await client.query(SEED, [people]);
    },
    drop: async () => {
      await client.end();
      await asOwner(`drop database ${name} with (force)`);
    },
  };
}

async function asOwner(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgres') });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/**
 * Person 0001 is the newest, and the first by name and by address too: in each of these orders, the place of a
 * row is its number. Every tenth is invited; departments go round.
 */
const SEED = `
  insert into users (display_name, email, department, title, created_at, updated_at, activated_at, last_sign_in_at)
  select 'Person ' || number, 'person.' || number || '@example.org',
    (array['Design', 'Legal', 'Research', 'Sales'])[1 + n % 4], 'Analyst',
    moment, moment, case when n % 10 > 0 then moment end, case when n % 10 > 0 then moment end
  from (select n, to_char(n, 'fm0000') as number, now() - make_interval(mins => n) as moment
    from generate_series(1, $1::int) as n) as person`;
