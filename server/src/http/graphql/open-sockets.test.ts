import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { makeRole, writeRole } from '../../testing/accounts/roles.js';
import { createPerson, PASSWORD, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { roleIdsOf } from '../../testing/requests/user-requests.js';

const NEWS = 'subscription { userChanged { user { email } } }';

/** One database and two servers: a revocation on one closes the sockets on the other. */
let database: TestDatabase;
let here: TestApp;
let there: TestApp;
let annId: string;
const clients: Client[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  [here, there] = [await startTestApp({ database }), await startTestApp({ database })];
  annId = await createPerson(here, 'ann@example.org', 'Editor');
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await database.drop();
});

/** Subscribes on the other server. `closed` resolves with the close code of the socket. */
async function follow(token: string): Promise<{ closed: Promise<number | string>; news: unknown[] }> {
  const client = createClient({
    url: `${(await there.listen()).replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  clients.push(client);
  const news: unknown[] = [];
  const closed = (async () => {
    try {
      for await (const each of client.iterate({ query: NEWS })) news.push(each);
      return 0;
    } catch (error) {
      return (error as { code?: number }).code ?? JSON.stringify(error);
    }
  })();
  // It is answered after the subscription, which is active by then.
  await client
    .iterate({ query: '{ __typename }' })
    .next()
    .catch(() => undefined);
  return { closed, news };
}

const ann = () => signedIn(here, 'ann@example.org');

async function makeToken(expiresAt?: string): Promise<{ token: string; id: string }> {
  const { data } = await here.graphql(
    `mutation ($input: CreateAccessTokenInput!) {
      createAccessToken(input: $input) { token accessToken { id } userErrors { message } } }`,
    { input: { name: 'news', permissions: ['USERS_READ'], expiresAt } },
  );
  return {
    token: data.createAccessToken.token as string,
    id: data.createAccessToken.accessToken.id as string,
  };
}

describe('the socket', () => {
  it('of the user’s other sessions is closed when the password changes, and that of the present session is not', async () => {
    const [person, other] = [await ann(), await ann()];
    const [mine, theirs] = [await follow(person.token), await follow(other.token)];
    const { data } = await person.graphql(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }',
      // The same password, as other tests sign in with it.
      { input: { currentPassword: PASSWORD, newPassword: PASSWORD } },
    );
    expect(data.changePassword.userErrors).toEqual([]);
    expect(await theirs.closed).toBe(4401);
    await here.graphql(`mutation { reactivateUser(id: "${annId}") { userErrors { code } } }`);
    expect((await person.graphql('{ viewer { email } }')).data.viewer).not.toBeNull();
    expect(await Promise.race([mine.closed, Promise.resolve('open')])).toBe('open');
  });

  it('of a session that signs out is closed at once, on another server', async () => {
    const person = await ann();
    const { closed } = await follow(person.token);
    await person.graphql('mutation { signOut { userErrors { code } } }');
    expect(await closed).toBe(4401);
  });

  it('of a session that is revoked is closed, and that of another session is not', async () => {
    const [revoked, other] = [await ann(), await ann()];
    const sockets = [await follow(revoked.token), await follow(other.token)] as const;
    const { data } = await revoked.graphql('{ viewer { sessions { nodes { id isCurrent } } } }');
    const { id } = data.viewer.sessions.nodes.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
    await other.graphql(`mutation { revokeSession(id: "${id}") { userErrors { code } } }`);
    expect(await sockets[0].closed).toBe(4401);
    await here.graphql(
      `mutation { createUser(input: { email: "${id}@example.org", displayName: "N" }) { user { id } } }`,
    );
    await expect.poll(() => JSON.stringify(sockets[1].news)).toContain(`${id}@example.org`);
  });

  it.each([
    [
      'is signed out everywhere',
      (person: Person) => person.graphql('mutation { signOutEverywhere { userErrors { code } } }'),
    ],
    ['uses a refresh token twice', useTwice],
    ['is deactivated', () => write('deactivateUser(id: $id)')],
    ['is put into the bin', () => write('deleteUser(id: $id)')],
  ])('of a user who %s is closed for good', async (_what, act) => {
    const person = await ann();
    const { closed } = await follow(person.token);
    await act(person);
    expect(await closed).toBe(4401);
    await write('restoreUser(id: $id)');
    await write('reactivateUser(id: $id)');
  });

  it('of a user with changed roles is closed so that the browser reconnects', async () => {
    const roles = await roleIdsOf(here);
    const person = await ann();
    const { closed } = await follow(person.token);
    const [row] = await database.query<{ version: number }>('select version from users where id = $1', [
      annId,
    ]);
    await write(`updateUser(input: { id: $id, version: ${row?.version}, roleIds: ["${roles['Viewer']}"] })`);
    expect(await closed).toBe(1012);
  });

  it('of each holder of a role is closed when its permissions change, and no other socket', async () => {
    const id = await makeRole(here.graphql, 'Reader', 'USERS_READ', 'AUDIT_READ');
    await createPerson(here, 'bob@example.org', 'Reader');
    const bob = await signedIn(here, 'bob@example.org');
    const sockets = [await follow(bob.token), await follow((await ann()).token)] as const;
    await writeRole(here.graphql, 'update', { input: { id, version: 1, permissions: ['USERS_READ'] } });
    expect(await sockets[0].closed).toBe(1012);
    await createPerson(here, 'news@example.org');
    await expect.poll(() => JSON.stringify(sockets[1].news)).toContain('news@example.org');
  });

  it('of an access token is closed when the token is revoked', async () => {
    const { token, id } = await makeToken();
    const { closed } = await follow(token);
    await here.graphql(`mutation { revokeAccessToken(id: "${id}") { userErrors { code } } }`);
    expect(await closed).toBe(4401);
  });

  it('of an access token is closed when the token expires', async () => {
    const { token, id } = await makeToken();
    await database.query(
      `update access_tokens set expires_at = now() + interval '1 second' where id = '${id}'`,
    );
    expect(await (await follow(token)).closed).toBe(4401);
  });

  it('is not opened with an invalid token, and reports that', async () => {
    for (const token of ['rollcall_nonsense', 'nonsense'])
      expect(await (await follow(token)).closed).toBe(4401);
  });
});

function write(mutation: string) {
  return here.graphql(`mutation ($id: ID!) { ${mutation} { userErrors { code } } }`, { id: annId });
}

async function useTwice({ cookies }: Person): Promise<void> {
  const refresh = () =>
    here.app.inject({
      method: 'POST',
      url: '/graphql',
      cookies,
      payload: { query: 'mutation { refreshSession { expiresAt } }' },
    });
  await refresh();
  await database.query(`update sessions set renewed_at = now() - interval '31 seconds'`);
  await refresh();
}
