import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../../access/secret-text.js';
import { TOKEN_PREFIX } from '../../access/token-prefix.js';
import {
  CREATE,
  emails,
  ReplicatedServers,
  seen,
  send,
  START,
  USERS,
} from '../../testing/replication/replicated-servers.js';
import { oldReads } from './replica.figures.js';
import { startTestApp } from '../../testing/test-app.js';

const HOME = '{ home { userCount } }';

let servers: ReplicatedServers;
beforeAll(async () => {
  servers = await ReplicatedServers.start();
});
afterAll(() => servers?.stop());

describe('reads from a replica', () => {
  beforeEach(() => servers.stopReplay());
  afterEach(() => servers.resumeReplay());

  it('are those of lists, counts and the home page, and of no single user', async () => {
    const { data } = await send(servers.one, HOME, {}, seen(START));
    const before = (data as { home: { userCount: number } }).home.userCount;
    await servers.insert('old@example.org');
    const [listed, found] = [
      await emails(servers.one),
      await emails(servers.one, seen(START), 'old@example.org'),
    ];
    expect([listed, found]).toEqual([expect.not.arrayContaining(['old@example.org']), []]);
    await send(servers.one, HOME, {}, seen(START));
    expect((await send(servers.one, HOME, {}, seen(START))).data).toEqual({ home: { userCount: before } });
    const byEmail = '{ userByEmail(email: "old@example.org") { email } }';
    for (let turn = 0; turn < 2; turn += 1) {
      const { data: user } = await send(servers.one, byEmail, {}, seen(START));
      expect(user).toEqual({ userByEmail: { email: 'old@example.org' } });
    }
  });

  it('are counted, as are those that the primary answers instead', async () => {
    const counts = () => Object.fromEntries(oldReads.entries) as Record<'replica' | 'primary', number>;
    const before = counts();
    await emails(servers.one);
    const unreached = await emails(servers.one, seen('f'.repeat(16)));
    expect(unreached).not.toEqual([]);
    const after = counts();
    expect(after.replica).toBeGreaterThan(before.replica);
    expect(after.primary).toBeGreaterThan(before.primary);
  });

  it('are never older than the session’s own writes, on whichever server, by header and by cookie', async () => {
    const input = { email: 'own@example.org', displayName: 'Own' };
    const written = await send(servers.one, CREATE, { input }, seen(START));
    expect(written.data).toMatchObject({ createUser: { userErrors: [] } });
    expect(written.lsn).toMatch(/^[0-9a-f]{16}$/);
    const byCookie = { cookie: `${written.name}=${written.value}` };
    for (const server of [servers.one, servers.two]) {
      expect(await emails(server, seen(written.lsn ?? ''))).toContain('own@example.org');
      expect(await emails(server, byCookie)).toContain('own@example.org');
      // The later of both counts.
      expect(await emails(server, { ...byCookie, ...seen(START) })).toContain('own@example.org');
    }
    expect(written.cookie).toMatchObject({
      path: '/graphql',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: 300,
    });
    // Once the replica has it too, it answers again. News of the write may come late, and no read is older than news.
    for (const server of [servers.one, servers.two]) {
      const shows = async () => {
        await servers.stopReplay();
        const later = `${crypto.randomUUID()}@example.org`;
        await servers.insert(later);
        const shown = await emails(server, seen(written.lsn ?? ''));
        return ['own@example.org', later].map((email) => shown.includes(email));
      };
      await expect.poll(shows).toEqual([true, false]);
    }
  });

  it('are not given to a client that does not say what it has seen', async () => {
    await servers.insert('unsaid@example.org');
    for (const headers of [{}, seen('zzz'), seen('0'), { cookie: 'rollcall_lsn=0000000000000000' }]) {
      expect(await emails(servers.one, headers)).toContain('unsaid@example.org');
    }
    const first = await send(servers.one, USERS);
    expect(first.lsn).toBe(START);
    // News of the test before may come late, and no read of the server is older than news.
    const isShown = async () => {
      await servers.stopReplay();
      const email = `${crypto.randomUUID()}@example.org`;
      await servers.insert(email);
      return (await emails(servers.one, { cookie: `${first.name}=${first.value}` })).includes(email);
    };
    await expect.poll(isShown).toBe(false);
  });

  it('are not older than the news that the server’s subscribers have got', async () => {
    const input = { email: 'news@example.org', displayName: 'News' };
    await send(servers.one, CREATE, { input });
    await expect.poll(() => emails(servers.two)).toContain('news@example.org');
  });

  it.each([
    ['revoked', 'update access_tokens set revoked_at = now() where hash = $1'],
    ['lowered', `update access_tokens set permissions = '{}' where hash = $1`],
  ])('are refused with the next request once the token is %s', async (_how, sql) => {
    const token = newSecret(TOKEN_PREFIX);
    await servers.resumeReplay();
    await servers.pair.primary.query(
      `insert into access_tokens (name, hash, permissions, last_used_at) values ('t', $1, '{USERS_READ}', now())`,
      [hashOf(token)],
    );
    await servers.stopReplay();
    const headers = { ...seen(START), authorization: `Bearer ${token}` };
    for (const server of [servers.one, servers.two]) {
      await servers.insert(`${crypto.randomUUID()}@example.org`);
      expect(await emails(server, headers)).toEqual(await emails(server));
    }
    await servers.pair.primary.query(sql, [hashOf(token)]);
    for (const server of [servers.one, servers.two]) {
      expect((await send(server, USERS, {}, headers)).errors).toMatchObject([
        { extensions: { code: expect.stringMatching(/^(UNAUTHENTICATED|FORBIDDEN)$/) as string } },
      ]);
    }
  });
});

it('without replicas, an answer has no LSN, and the epoch is read as usual', async () => {
  const plain = await startTestApp();
  try {
    const created = await plain.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${plain.operator}` },
      payload: { query: CREATE, variables: { input: { email: 'a@example.org', displayName: 'A' } } },
    });
    expect(created.json()).toMatchObject({ data: { createUser: { userErrors: [] } } });
    expect(created.headers['rollcall-lsn']).toBeUndefined();
    expect(created.cookies).toEqual([]);
    const [{ count } = { count: '' }] = await plain.database.query<{ count: string }>(
      `select count(*) from pg_stat_activity where datname = current_database() and query like '%pg_current_wal%'
        and pid <> pg_backend_pid()`,
    );
    expect(count).toBe('0');
  } finally {
    await plain.close();
  }
});
