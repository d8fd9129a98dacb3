import { type Client, createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { Batch } from '../../database/pipeline/pipeline-batch.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const CHANGES = `subscription ($search: String) {
  userChanged {
    kind
    user { displayName status state position(search: $search) { previousId nextId } }
    users(search: $search) { totalCount }
  }
}`;

describe('userChanged', () => {
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;
  let clients: Client[];
  const opened: Client[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    [here, there] = await Promise.all([startTestApp({ database }), startTestApp({ database })]);
    clients = await Promise.all([here, there].map(connect));
  });
  afterAll(async () => {
    for (const client of opened) await client.dispose();
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });

  async function connect({ listen, operator }: TestApp): Promise<Client> {
    const address = await listen();
    const client = createClient({
      url: `${address.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${operator}` },
      lazy: false,
      retryAttempts: 0,
      // One test ends the connection; by default the client prints that.
      onNonLazyError: () => undefined,
    });
    opened.push(client);
    return client;
  }

  /** Subscribes, and resolves when the subscription is active, so that later changes are delivered. */
  async function follow(client: Client, variables: Record<string, unknown> = {}) {
    const events = client.iterate<{ userChanged: unknown }>({ query: CHANGES, variables });
    const first = events.next();
    await client.iterate({ query: '{ __typename }' }).next();
    let next: typeof first | undefined = first;
    return async () => {
      const { value } = await (next ?? events.next());
      next = undefined;
      if (value.errors) throw new Error(JSON.stringify(value.errors));
      return (value.data as { userChanged: unknown }).userChanged;
    };
  }

  it('delivers each kind of write to subscribers of every server, with the current list', async () => {
    const take = await Promise.all(clients.map((client) => follow(client)));
    const seen: unknown[] = [];
    const write = async (test: TestApp, mutation: string) => {
      const { data } = await test.graphql(`mutation { answer: ${mutation} { user { id } } }`);
      seen.push(await Promise.all(take.map((next) => next())));
      return data.answer.user.id as string;
    };
    const id = await write(here, 'createUser(input: { email: "ann@example.org", displayName: "Ann" })');
    await write(there, `updateUser(input: { id: "${id}", version: 1, displayName: "Anna" })`);
    await write(here, `deleteUser(id: "${id}")`);
    await write(there, `restoreUser(id: "${id}")`);

    const alone = { previousId: null, nextId: null };
    const expected = [
      {
        kind: 'CREATED',
        user: { displayName: 'Ann', status: 'INVITED', state: 'NO_ACCESS', position: alone },
        users: { totalCount: 1 },
      },
      {
        kind: 'UPDATED',
        user: { displayName: 'Anna', status: 'INVITED', state: 'NO_ACCESS', position: alone },
        users: { totalCount: 1 },
      },
      {
        kind: 'DELETED',
        user: { displayName: 'Anna', status: 'DELETED', state: 'DELETED', position: null },
        users: { totalCount: 0 },
      },
      {
        kind: 'RESTORED',
        user: { displayName: 'Anna', status: 'INVITED', state: 'NO_ACCESS', position: alone },
        users: { totalCount: 1 },
      },
    ];
    expect(seen).toEqual(expected.map((change) => [change, change]));
  });

  it('answers each subscriber for its own list', async () => {
    const [all, found] = await Promise.all([
      follow(clients[0] as Client),
      follow(clients[0] as Client, { search: 'zed' }),
    ]);
    await createUsers(here, { email: 'bob@example.org' });
    expect(await all()).toMatchObject({ users: { totalCount: 2 }, user: { position: { previousId: null } } });
    expect(await found()).toMatchObject({ users: { totalCount: 0 }, user: { position: null } });
  });

  it('delivers one piece of news of a thousand sample people', async () => {
    const next = await follow(clients[1] as Client);
    const [before] = await database.query<{ n: number }>('select count(*)::int as n from users');
    await here.graphql('mutation { addSamplePeople { userErrors { code } } }');
    expect(await next()).toMatchObject({ kind: 'MANY', users: { totalCount: (before?.n ?? 0) + 1_000 } });
    await createUsers(here, { email: 'after@example.org' });
    expect(await next()).toMatchObject({ kind: 'CREATED', user: { displayName: 'after' } });
    await database.query('delete from users where id in (select user_id from sample_users)');
  });

  it('delivers the new state of a user who is invited, and whose invitation is cancelled', async () => {
    const states = await follow(clients[1] as Client);
    const [id] = await createUsers(here, { email: 'ivy@example.org' });
    expect(await states()).toMatchObject({ kind: 'CREATED', user: { state: 'NO_ACCESS' } });
    const { data } = await here.graphql(`mutation { inviteUser(id: "${id}") { invitation { id } } }`);
    expect(await states()).toMatchObject({ kind: 'UPDATED', user: { state: 'INVITED' } });
    const invitation = data.inviteUser.invitation.id as string;
    await here.graphql(`mutation { cancelInvitation(id: "${invitation}") { userErrors { code } } }`);
    expect(await states()).toMatchObject({ kind: 'UPDATED', user: { state: 'NO_ACCESS' } });
  });

  it('delivers nothing for a write that was refused or changed nothing', async () => {
    const next = await follow(clients[0] as Client);
    const taken = await here.graphql(
      'mutation { createUser(input: { email: "bob@example.org", displayName: "B" }) { userErrors { code } } }',
    );
    expect(taken.data.createUser.userErrors).toHaveLength(1);
    const [id] = await createUsers(here, { email: 'cy@example.org' });
    await here.graphql(`mutation { reactivateUser(id: "${id}") { user { id } } }`);
    await here.graphql(`mutation { deactivateUser(id: "${id}") { user { id } } }`);
    expect(await next()).toMatchObject({ kind: 'CREATED', user: { displayName: 'cy' } });
    expect(await next()).toMatchObject({ kind: 'UPDATED', user: { displayName: 'cy' } });
  });

  it('ends the subscriptions if news may have been missed, and accepts new ones', async () => {
    const client = clients[1] as Client;
    const next = await follow(client);
    const ended = (async () => {
      // News of earlier writes may still be on its way.
      for (;;) await next();
    })();
    // It may end before anybody looks.
    ended.catch(() => undefined);
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'rollcall-changes' and datname = current_database()`);
    await expect(ended).rejects.toMatchObject({ code: 1012 });
    await expect.poll(() => there.app.inject('/readyz').then(({ statusCode }) => statusCode)).toBe(200);
    await expect.poll(() => here.app.inject('/readyz').then(({ statusCode }) => statusCode)).toBe(200);
  });

  it('delivers one piece of news of many users to a client that is a thousand changes behind, and serves others', async () => {
    const [id] = await createUsers(here, { email: 'dan@example.org' });
    const next = await follow(await connect(here));
    // 1,500 changes at once, which take longer to read than to arrive.
    const changes = JSON.stringify(Array.from({ length: 100 }, () => ['UPDATED', id]));
    const change = () =>
      database.query(
        `select pg_notify('rollcall_user_changes', $1 || repeat(' ', i)) from generate_series(1, 15) i`,
        [changes],
      );
    await change();
    const kindOfNext = async () => ((await next()) as { kind: string }).kind;
    let taken = 1;
    while ((await kindOfNext()) !== 'MANY') taken += 1;
    expect(taken).toBeLessThan(1_500);
    const other = await follow(clients[0] as Client);
    await createUsers(here, { email: 'eve@example.org' });
    await expect.poll(other).toMatchObject({ kind: 'CREATED', user: { displayName: 'eve' } });
  });

  /** Runs `work`. @returns the statements that were sent meanwhile on prepared connections, with their values */
  async function sentDuring(work: () => Promise<unknown>): Promise<string[]> {
    const submit = vi.spyOn(Batch.prototype, 'submit');
    try {
      await work();
      return (submit.mock.contexts as Batch[]).flatMap(({ steps }) =>
        steps.map(({ statement, values }) => `${statement.text} ${JSON.stringify(values)}`),
      );
    } finally {
      submit.mockRestore();
    }
  }

  it('reads the user once for all lists', async () => {
    const client = clients[0] as Client;
    const [first, other] = await Promise.all([
      follow(client, { search: 'fay' }),
      follow(client, { search: 'gus' }),
    ]);
    const texts = await sentDuring(async () => {
      await createUsers(there, { email: 'fay@example.org' });
      expect(await first()).toMatchObject({ user: { position: { nextId: null } }, users: { totalCount: 1 } });
      expect(await other()).toMatchObject({ user: { position: null }, users: { totalCount: 0 } });
    });
    expect(texts.filter((text) => /^select u\.id, .*"state" from users u where/s.test(text))).toHaveLength(1);
  });

  it('counts a list once for changes that arrive together', async () => {
    const [ann] = await database.query<{ id: string }>(
      `select id from users where email = 'ann@example.org'`,
    );
    const next = await follow(clients[0] as Client, { search: 'anna' });
    const changes = JSON.stringify(Array.from({ length: 9 }, () => ['UPDATED', ann?.id]));
    const texts = await sentDuring(async () => {
      await database.query(`select pg_notify('rollcall_user_changes', $1)`, [changes]);
      for (let taken = 0; taken < 9; taken += 1)
        expect(await next()).toMatchObject({ users: { totalCount: 1 } });
    });
    // The lists of the tests before are followed too.
    expect(texts.filter((text) => /as count\b.*anna/s.test(text))).toHaveLength(1);
  });

  it('delivers changes that could not be sent while the connection was lost', async () => {
    const next = await follow(await connect(here));
    const other = await startTestApp({ database });
    const connectReally = Reflect.get(pg.Client.prototype, 'connect') as unknown as (
      this: pg.Client,
    ) => Promise<pg.Client>;
    let refused = 0;
    function refuseOnce(this: pg.Client): Promise<pg.Client> {
      // The other server may still be opening connections of its own.
      const { connectionParameters } = this as unknown as { connectionParameters: pg.ClientConfig };
      if (connectionParameters.application_name !== 'rollcall-changes' || refused > 0)
        return connectReally.call(this);
      refused += 1;
      return Promise.reject(new Error('not yet'));
    }
    // As one that takes a callback too, which nobody gives it.
    const connecting = vi.spyOn(pg.Client.prototype, 'connect').mockImplementation(refuseOnce as never);
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'rollcall-changes' and datname = current_database()
      order by backend_start desc limit 1`);
    await expect.poll(() => refused).toBe(1);
    await createUsers(other, { email: 'flo@example.org' });
    await expect.poll(next).toMatchObject({ user: { displayName: 'flo' } });
    connecting.mockRestore();
    await other.close();
  });

  it('refuses a WebSocket from a page of another origin', async () => {
    const address = await here.listen();
    const open = (origin: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
          origin,
        });
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
        socket.on('error', ({ message }) => resolve(message));
      });
    expect(await open('https://elsewhere.example')).toContain('403');
    expect(await open(address)).toBe('open');
  });
});
