import { type Client, createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { KEEP_ALIVE_MS } from '../../http/graphql/keep-alive.js';
import { makeToken } from '../../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';
import { subscribeOnce } from '../../testing/websocket.js';

const ACTIVITY = `subscription ($id: ID!, $isEditing: Boolean!, $since: Int!) {
  userActivity(id: $id, isEditing: $isEditing) {
    editors { isOwn user { displayName } }
    changes(since: $since) { field after isOwn actor { displayName } }
  }
}`;

/** Milliseconds, so that the tests need not wait for KEEP_ALIVE_MS. */
const PING_MS = 500;

/** A socket that does not answer pings, as of a machine that has crashed. */
class DeadSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { autoPong: false });
  }
}

describe('userActivity', () => {
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;
  let lena: Person;
  let tom: Person;
  let id: string;
  const clients: Client[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    [here, there] = await Promise.all([
      startTestApp({ database, keepAliveMs: PING_MS }),
      startTestApp({ database, keepAliveMs: PING_MS }),
    ]);
    await createPerson(here, 'lena@example.org', 'Owner');
    await createPerson(here, 'tom@example.org', 'Owner');
    [lena, tom] = [await signedIn(here, 'lena@example.org'), await signedIn(here, 'tom@example.org')];
    [id = ''] = await createUsers(here, { email: 'ada@example.org' });
  });
  afterAll(async () => {
    for (const client of clients) await client.dispose();
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });

  /** Opens the user in a window. `seen` has its present content. */
  async function open(app: TestApp, token: string, isEditing: boolean, webSocketImpl: unknown = WebSocket) {
    const sockets: WebSocket[] = [];
    const client = createClient({
      url: `${(await app.listen()).replace('http', 'ws')}/graphql`,
      webSocketImpl,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: { opened: (socket) => void sockets.push(socket as WebSocket) },
    });
    clients.push(client);
    // The shape that the document above asks for.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
    const seen: { now: any; steps: number } = { now: undefined, steps: 0 };
    const stop = client.subscribe(
      { query: ACTIVITY, variables: { id, isEditing, since: 1 } },
      {
        next: ({ data, errors }) => {
          if (errors) throw new Error(JSON.stringify(errors));
          seen.now = data?.['userActivity'];
          seen.steps += 1;
        },
        error: () => undefined,
        complete: () => undefined,
      },
    );
    await vi.waitFor(() => expect(seen.now).toBeDefined());
    return { seen, stop, kill: () => sockets[0]?.terminate() };
  }

  const editorsSeen = (window: Awaited<ReturnType<typeof open>>) =>
    vi.waitFor(() => expect(window.seen.now.editors).not.toEqual([]), 1_000);
  const nobodySeen = (window: Awaited<ReturnType<typeof open>>, limitMs: number) =>
    vi.waitFor(() => expect(window.seen.now.editors).toEqual([]), limitMs);

  it('reports to every server within a second who edits, and who has stopped', async () => {
    const [mine, far] = [await open(here, tom.token, false), await open(there, tom.token, false)];
    const window = await open(here, lena.token, true);
    await Promise.all([mine, far].map(editorsSeen));
    expect(far.seen.now.editors).toEqual([{ isOwn: false, user: { displayName: 'lena' } }]);
    // One's own window is not another editor.
    expect(window.seen.now.editors).toEqual([]);
    window.stop();
    await Promise.all([mine, far].map((each) => nobodySeen(each, 1_000)));
    [mine, far].forEach(({ stop }) => stop());
  });

  it('marks one’s own second window as one’s own', async () => {
    const [one, other] = [await open(here, lena.token, true), await open(there, lena.token, true)];
    await Promise.all([one, other].map(editorsSeen));
    expect(one.seen.now.editors).toEqual([{ isOwn: true, user: { displayName: 'lena' } }]);
    [one, other].forEach(({ stop }) => stop());
  });

  it('reports an editor as gone when the client is killed', async () => {
    const far = await open(there, tom.token, false);
    const window = await open(here, lena.token, true);
    await editorsSeen(far);
    window.kill();
    await nobodySeen(far, 1_000);
    expect(far.seen.now.editors).toEqual([]);
    far.stop();
  });

  it('reports an editor as gone after two unanswered pings, when the machine has crashed', async () => {
    expect(2 * KEEP_ALIVE_MS).toBeLessThan(25_000);
    const far = await open(there, tom.token, false);
    await open(here, lena.token, true, DeadSocket);
    await editorsSeen(far);
    await nobodySeen(far, 5_000);
    expect(far.seen.now.editors).toEqual([]);
    far.stop();
  });

  it('reports the writes since a version, and their actors', async () => {
    const window = await open(there, tom.token, true);
    await lena.graphql(
      `mutation { updateUser(input: { id: "${id}", version: 1, title: "Countess" }) { userErrors { code } } }`,
    );
    const change = { field: 'title', after: 'Countess', isOwn: false, actor: { displayName: 'lena' } };
    await vi.waitFor(() => expect(window.seen.now.changes).toEqual([change]), 2_000);
    window.stop();
  });

  it('is refused without USERS_READ, and a token without USERS_WRITE does not count as an editor', async () => {
    const variables = { id, isEditing: true, since: 1 };
    const { token: blind } = await makeToken(lena.graphql, { permissions: ['USERS_WRITE'] });
    const refused = await subscribeOnce(here, ACTIVITY, variables, `Bearer ${blind}`);
    expect(refused.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');

    const far = await open(there, tom.token, false);
    const { token: reader } = await makeToken(lena.graphql, { permissions: ['USERS_READ'] });
    const reading = await open(here, reader, true);
    const writing = await open(here, lena.token, true);
    await editorsSeen(far);
    // The reader's subscription came first, so its editor would be in the list by now.
    writing.stop();
    await nobodySeen(far, 1_000);
    reading.stop();
    far.stop();
  });
});
