import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPerson, PASSWORD, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { subscribeOnce } from '../testing/websocket.js';

/** Of the pool's ten three are kept. */
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

/** What takes long, without taking CPU: every list of invitations waits. */
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
  it('is two connections, however much is asked, and others have theirs', async () => {
    const answer = person.graphql(LISTS);
    await expect.poll(waiting).toBe(2);
    expect(
      (await person.graphql('{ users(first: 1) { nodes { id } } roles { id } }')).errors,
    ).toBeUndefined();
    expect(await waiting()).toBe(2);
    await release();
    expect((await answer).errors).toBeUndefined();
  });

  it('leaves connections to sign in by, and for the viewer', async () => {
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
  ])('is spent when its time is over, which ends its statements, by %s', async (_name, ask) => {
    const other = await startTestApp({ database: test.database, requestMs: 300 });
    expect([...new Set(codesOf(await ask(other)))]).toEqual(['SERVICE_UNAVAILABLE']);
    await expect.poll(waiting).toBe(0);
    await other.close();
  });

  it('ends with the client of a read', async () => {
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
    // While what it waits for is still held.
    await expect.poll(waiting).toBe(0);
    await release();
    expect((await person.graphql(LISTS)).errors).toBeUndefined();
  });

  it('of a write goes on when its client is gone', async () => {
    const url = `${await test.listen()}/graphql`;
    const client = new AbortController();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${test.operator}` };
    const input = { email: 'new@example.org', displayName: 'New', password: PASSWORD };
    const query = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }';
    // Where the write ends; who asks and what for is known by then.
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
