import { type Client, createClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { CREATE_TOKEN, withToken } from '../../testing/accounts/access-tokens.js';
import { asking, type Asking } from '../../testing/asked-twice.js';
import { type LosingProxy, startLosingProxy } from '../../testing/servers/losing-proxy.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../../testing/test-app.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { createUsers } from '../../testing/requests/user-requests.js';
import { hasUnknownOutcome, isUnanswered, markUnknownOutcome } from './unknown-outcome.js';

const CREATE = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { user { id email } userErrors { code } } }`;

const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) { user { title version } userErrors { code } } }`;

/** The errors of an answer with an unknown outcome. */
const UNKNOWN = [
  {
    message: expect.stringContaining('may have been done') as string,
    code: 'SERVICE_UNAVAILABLE',
  },
];

describe('a write whose connection is lost', () => {
  let database: TestDatabase;
  let proxy: LosingProxy;
  let test: TestApp;
  let ask: Asking['ask'];

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await startLosingProxy(database);
    test = await startTestApp({ database: proxy.database });
    ({ ask } = asking(test));
  });
  afterAll(async () => {
    await test.close();
    proxy.close();
    await database.drop();
  });

  const usersWith = async (email: string) =>
    (await database.query('select from users where email = $1', [email])).length;
  const errorsOf = ({ errors = [] }: GraphqlAnswer) =>
    errors.map(({ message, extensions }) => ({ message, code: extensions['code'] }));

  describe('while others listen', () => {
    const news: string[] = [];
    let client: Client;
    beforeAll(async () => {
      client = createClient({
        url: `${(await test.listen()).replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${test.operator}` },
      });
      client.subscribe<{ userChanged: { kind: string; user: { email: string } } }>(
        { query: 'subscription { userChanged { kind user { email } } }' },
        {
          next: ({ data }) => void news.push(`${data?.userChanged.kind} ${data?.userChanged.user.email}`),
          error: (error) => void news.push(String(error)),
          complete: () => undefined,
        },
      );
      // An operation begins after those before it.
      await client.iterate({ query: '{ __typename }' }).next();
    });
    beforeEach(() => void (news.length = 0));
    afterAll(() => client.dispose());

    it('after the COMMIT was sent, has an unknown outcome, and others get the news', async () => {
      proxy.loseAnswerTo('slow@example.org');
      const input = { email: 'slow@example.org', displayName: 'Slow', roleIds: [] };
      const answer = await ask(`${CREATE} # a new document`, { input });
      expect(answer.isCompiled).toBe(false);
      expect(proxy.lost()).toBe(1);
      expect(answer.status).toBe(503);
      expect(errorsOf(JSON.parse(answer.body) as GraphqlAnswer)).toEqual(UNKNOWN);
      expect(await usersWith('slow@example.org')).toBe(1);
      await expect.poll(() => news, { timeout: 10_000 }).toEqual(['CREATED slow@example.org']);
    });

    it('after it was sent by a compiled operation, is not sent again', async () => {
      const input = (email: string) => ({ email, displayName: 'Fast' });
      await ask(CREATE, { input: input('fast1@example.org') });
      await expect.poll(() => news).toContain('CREATED fast1@example.org');
      proxy.loseAnswerTo('fast2@example.org');
      const answer = await ask(CREATE, { input: input('fast2@example.org') });
      // GraphQL.js makes the answer with the error.
      expect(answer.isCompiled).toBe(false);
      expect(answer.status).toBe(503);
      expect(errorsOf(JSON.parse(answer.body) as GraphqlAnswer)).toEqual(UNKNOWN);
      expect(await usersWith('fast2@example.org')).toBe(1);
      await expect.poll(() => news, { timeout: 10_000 }).toContain('CREATED fast2@example.org');
    });
  });

  it('before the COMMIT, was not done, and can be retried', async () => {
    const [id = ''] = await createUsers(test, { email: 'early@example.org' });
    const input = { id, version: 1, title: 'Early' };
    // The first message locks the row.
    proxy.loseAnswerTo(id);
    const answer = await ask(UPDATE, { input });
    expect(answer.isCompiled).toBe(false);
    expect(answer.status).toBe(503);
    expect(errorsOf(JSON.parse(answer.body) as GraphqlAnswer)).toEqual([
      { message: expect.stringContaining('Try again') as string, code: 'SERVICE_UNAVAILABLE' },
    ]);
    expect(JSON.parse((await ask(UPDATE, { input })).body).data.updateUser.user).toEqual({
      title: 'Early',
      version: 2,
    });
  });

  it('leaves as many connections as there were', async () => {
    const [id = ''] = await createUsers(test, { email: 'often@example.org' });
    const update = (title: string, version: number) => ask(UPDATE, { input: { id, version, title } });
    // More than the pool has.
    for (let n = 0; n < 12; n += 1) {
      const email = `lost${n}@example.org`;
      proxy.loseAnswerTo(n % 2 === 0 ? email : id);
      const input = { email, displayName: 'Lost', roleIds: [] };
      const answer = n % 2 === 0 ? await ask(`${CREATE} # ${n}`, { input }) : await update('Lost', 1);
      expect(answer.status).toBe(503);
    }
    expect((await update('Found', 1)).status).toBe(200);
    const ways = Array.from({ length: 10 }, (_, n) => ask(`query { roles { id name } } # ${n}`));
    expect((await Promise.all(ways)).map(({ status }) => status)).toEqual(ways.map(() => 200));
  });

  describe('of a person', () => {
    let owner: Person;
    beforeAll(async () => {
      await createPerson(test, 'owner@example.org', 'Owner');
      owner = await signedIn(test, 'owner@example.org');
    });

    it('after the COMMIT, while the rest of the answer is read, is not reported as not done', async () => {
      // The statement by which the payload’s viewer is read, after the transaction.
      proxy.loseAnswerTo('from users u where u.id');
      const input = { name: 'read later', permissions: ['USERS_READ'] };
      expect(errorsOf(await owner.graphql(CREATE_TOKEN, { input }))).toEqual(UNKNOWN);
      expect(await database.query(`select from access_tokens where name = 'read later'`)).toHaveLength(1);
    });

    it('is a write of any kind: a role, a token revoked', async () => {
      proxy.loseAnswerTo('commit');
      const role = await owner.graphql(
        'mutation { createRole(input: { name: "Lost", permissions: [USERS_READ] }) { role { id } } }',
      );
      expect(errorsOf(role)).toEqual(UNKNOWN);
      expect(await database.query(`select from roles where name = 'Lost'`)).toHaveLength(1);
      const [token] = await database.query<{ id: string }>(
        `select id from access_tokens where name = 'read later'`,
      );
      proxy.loseAnswerTo('commit');
      const revoked = await withToken(
        test,
        owner.token,
      )(`mutation { revokeAccessToken(id: "${token?.id}") { userErrors { code } } }`);
      expect(errorsOf(revoked)).toEqual(UNKNOWN);
    });
  });
});

describe('an error of the database', () => {
  it('shows whether the statement may have been executed', () => {
    expect(isUnanswered(Object.assign(new Error('duplicate key'), { severity: 'ERROR' }))).toBe(false);
    expect(isUnanswered(new Error('Client has encountered a connection error and is not queryable'))).toBe(
      false,
    );
    expect(isUnanswered(new Error('Client was closed and is not queryable'))).toBe(false);
    expect(isUnanswered(Object.assign(new Error('terminating connection'), { severity: 'FATAL' }))).toBe(
      true,
    );
    expect(isUnanswered(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isUnanswered(new Error('Query read timeout'))).toBe(true);
    expect(hasUnknownOutcome(markUnknownOutcome(new Error('read ECONNRESET')))).toBe(true);
    expect(hasUnknownOutcome(new Error('read ECONNRESET'))).toBe(false);
  });
});
