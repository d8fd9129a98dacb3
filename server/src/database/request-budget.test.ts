import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPerson, PASSWORD, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { subscribeOnce } from '../testing/websocket.js';

/** Three of the pool's ten are reserved. */
const SHARED = 7;

let test: TestApp;
let person: Person;
let locker: pg.Client;
beforeAll(async () => {
  test = await startTestApp();
  await createPerson(test, 'ann@example.org', 'Owner');
  person = await signedIn(test, 'ann@example.org');
});
afterAll(() => test.close());

/** A slow operation that uses no CPU: every list of invitations waits for a lock. */
beforeEach(async () => {
  locker = new pg.Client({ connectionString: test.database.url });
  await locker.connect();
  await locker.query('begin; lock table invitations in access exclusive mode');
});
afterEach(() => locker.end());

const waiting = async () => {
  const [row] = await test.database.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.count;
};

const LISTS = `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: invitations(first: 1) { nodes { id } }`).join(' ')} }`;
const codesOf = ({ errors = [] }: GraphqlAnswer) => errors.map(({ extensions }) => extensions['code']);

async function release(): Promise<void> {
  await locker.query('rollback');
}

describe('the budget of a request', () => {
  it('is two connections, for any number of fields, so other requests get theirs', async () => {
    const answer = person.graphql(LISTS);
    await expect.poll(waiting).toBe(2);
    expect(
      (await person.graphql('{ users(first: 1) { nodes { id } } roles { id } }')).errors,
    ).toBeUndefined();
    expect(await waiting()).toBe(2);
    await release();
    expect((await answer).errors).toBeUndefined();
  });

  it('leaves connections for signing in and for the viewer', async () => {
    const answers = Array.from({ length: 6 }, () => person.graphql(LISTS));
    await expect.poll(waiting).toBe(SHARED);
    const again = await signedIn(test, 'ann@example.org');
    const { data } = await again.graphql('{ viewer { email } }');
    expect(data.viewer).toEqual({ email: 'ann@example.org' });
    expect(await waiting()).toBe(SHARED);
    await release();
    for (const answer of answers) expect((await answer).errors).toBeUndefined();
  });

  it.each([
    ['HTTP', (other: TestApp) => other.graphql(LISTS)],
    ['a WebSocket', (other: TestApp) => subscribeOnce(other, LISTS)],
  ])('ends after its time limit, which cancels its statements, by %s', async (_name, ask) => {
    const other = await startTestApp({ database: test.database, requestMs: 300 });
    expect([...new Set(codesOf(await ask(other)))]).toEqual(['SERVICE_UNAVAILABLE']);
    await expect.poll(waiting).toBe(0);
    await other.close();
  });

  it('ends when the client of a read disconnects', async () => {
    const url = `${await test.listen()}/graphql`;
    const client = new AbortController();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${test.operator}` };
    const answer = fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: LISTS }),
      signal: client.signal,
    });
    answer.catch(() => undefined);
    await expect.poll(waiting).toBe(2);
    client.abort();
    // Its lock is still held at this point.
    await expect.poll(waiting).toBe(0);
    await release();
    expect((await person.graphql(LISTS)).errors).toBeUndefined();
  });

  it('of a write goes on when its client disconnects', async () => {
    const url = `${await test.listen()}/graphql`;
    const client = new AbortController();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${test.operator}` };
    const input = { email: 'new@example.org', displayName: 'New', password: PASSWORD };
    const query = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }';
    // The last step of the write; the viewer has been looked up by then.
    await locker.query('lock table audit_entries in exclusive mode');
    const body = JSON.stringify({ query, variables: { input } });
    const answer = fetch(url, { method: 'POST', headers, body, signal: client.signal });
    answer.catch(() => undefined);
    await expect.poll(waiting).toBeGreaterThan(0);
    client.abort();
    await answer.catch(() => undefined);
    await release();
    const made = () => test.database.query('select from users where email = $1', [input.email]);
    await expect.poll(made).toHaveLength(1);
  });
});
