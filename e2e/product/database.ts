import { Client } from 'pg';
import { inject } from 'vitest';

/** Migrated, with only the first owner; see global-setup.ts. */
export const TEMPLATE = 'rollcall';

let made = 0;

export interface Database {
  readonly url: string;
  /** Runs SQL behind the server's back. */
  readonly sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Restores the initial state. */
  readonly reset: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/**
 * A database for one test file, with as many people in it as asked for: see `SEED`. The owner is one of them; with 0
 * the directory is empty. About 0.2 s.
 */
export async function createDatabase(people: number): Promise<Database> {
  made += 1;
  const name = `e2e_${process.pid}_${made}`;
  await asOwner(`create database ${name} template ${TEMPLATE}`);
  const url = Object.assign(new URL(inject('postgres')), { pathname: name }).href;
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from users');
  const owner = people > 0 ? rows[0]?.id : undefined;
  const reset = async () => {
    await client.query('delete from users where id is distinct from $1', [owner]);
    await client.query(SEED, [people - 1]);
    await client.query(OWNER_AS_SEEDED, [owner, people]);
  };
  await reset();
  return {
    url,
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    reset,
    drop: async () => {
      await client.end();
      await asOwner(`drop database ${name} with (force)`);
    },
  };
}

/** From another database, as a template cannot be copied while there are other connections to it. */
async function asOwner(statement: string): Promise<void> {
  const url = Object.assign(new URL(inject('postgres')), { pathname: 'postgres' });
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/**
 * Person 0001 is the newest, and the first by name and by address too: in each of these orders, the place of a row is its
 * number. Every tenth is invited; departments repeat in turn.
 */
const SEED = `
  insert into users (display_name, email, department, title, created_at, updated_at, activated_at, last_sign_in_at)
  select 'Person ' || number, 'person.' || number || '@example.org',
    (array['Design', 'Legal', 'Research', 'Sales'])[1 + n % 4], 'Analyst',
    moment, moment, case when n % 10 > 0 then moment end, case when n % 10 > 0 then moment end
  from (select n, to_char(n, 'fm0000') as number, now() - make_interval(mins => n) as moment
    from generate_series(1, $1::int) as n) as person`;

/** The owner is the last and the oldest, and looks like the others, but can sign in. */
const OWNER_AS_SEEDED = `
  update users set display_name = 'Person ' || number, email = 'person.' || number || '@example.org', version = 1,
    department = (array['Design', 'Legal', 'Research', 'Sales'])[1 + n % 4], title = 'Analyst', deleted_at = null,
    deactivated_at = null, created_at = moment, updated_at = moment, activated_at = moment, last_sign_in_at = moment, locale = null, time_zone = null
  from (select n, to_char(n, 'fm0000') as number, now() - make_interval(mins => n) as moment
    from (select $2::int as n) as last) as person
  where id = $1`;

/** The owner's address. */
export const ownerEmail = (people: number) => `person.${String(people).padStart(4, '0')}@example.org`;
