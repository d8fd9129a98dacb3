import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ormOptions } from '../database/orm.js';
import { createPerson, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { sweepSessions } from './session.service.js';

const SESSIONS =
  '{ viewer { sessions { nodes { id browser operatingSystem address isCurrent } totalCount } } }';
const REVOKE =
  'mutation ($id: ID!) { revokeSession(id: $id) { user { sessions { nodes { id } } } userErrors { code path } } }';
const REVOKE_ALL = `mutation ($userId: ID!) {
  revokeSessions(userId: $userId) { user { sessions { totalCount } } userErrors { code path } } }`;
const VIEWER = '{ viewer { email } }';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

let test: TestApp;
let ids: Record<'ann' | 'bob' | 'admin' | 'owner', string>;

beforeAll(async () => {
  test = await startTestApp();
  ids = {
    ann: await createPerson(test, 'ann@example.org', 'Viewer'),
    bob: await createPerson(test, 'bob@example.org', 'Editor'),
    admin: await createPerson(test, 'admin@example.org', 'Administrator'),
    owner: await createPerson(test, 'owner@example.org', 'Owner'),
  };
});
beforeEach(async () => {
  await test.database.query('delete from sessions');
});
afterAll(() => test.close());

const ann = (options = {}) => signedIn(test, 'ann@example.org', options);
const sessionIdOf = async (userId: string) => {
  const [row] = await test.database.query<{ id: string }>(
    'select id from sessions where user_id = $1 order by id desc limit 1',
    [userId],
  );
  return row?.id ?? '';
};
const lastEntries = (limit: number) =>
  test.database.query(
    `select action, actor_id, target_type, target_id, changes from audit_entries
     where action in ('SESSION_REVOKED', 'SIGNED_OUT') order by position desc, id desc limit $1`,
    [limit],
  );

describe('sessions', () => {
  it('are listed with device and address, the last used first, and the present one is marked', async () => {
    await ann({ userAgent: IPHONE, remoteAddress: '198.51.100.4' });
    const here = await ann();
    const { data } = await here.graphql(SESSIONS);
    expect(data.viewer.sessions).toMatchObject({
      totalCount: 2,
      nodes: [
        { browser: 'Firefox', operatingSystem: 'Linux', address: '192.0.2.1', isCurrent: true },
        { browser: 'Safari', operatingSystem: 'iOS', address: '198.51.100.4', isCurrent: false },
      ],
    });
  });

  it('have pages', async () => {
    for (let n = 0; n < 3; n += 1) await ann();
    const here = await ann();
    const page = async (args: string) => {
      const { data } = await here.graphql(
        `{ viewer { sessions(${args}) { nodes { id } pageInfo { hasNextPage endCursor } } } }`,
      );
      return data.viewer.sessions as { nodes: { id: string }[]; pageInfo: { endCursor: string } };
    };
    const all = (await page('first: 10')).nodes;
    const first = await page('first: 3');
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true });
    expect([...first.nodes, ...second.nodes]).toEqual(all);
    expect((await page('last: 1')).nodes).toEqual(all.slice(-1));
  });

  it('exclude ended ones', async () => {
    const here = await ann();
    await ann();
    await ann();
    const other = 'id <> $1 and id = (select max(id::text)::uuid from sessions where revoked_at is null)';
    const { data } = await here.graphql(SESSIONS);
    const current = data.viewer.sessions.nodes.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id;
    await test.database.query(`update sessions set revoked_at = now() where ${other}`, [current]);
    await test.database.query(`update sessions set expires_at = now() where ${other}`, [current]);
    expect((await here.graphql(SESSIONS)).data.viewer.sessions.nodes).toMatchObject([{ id: current }]);
  });

  it('have the time of last use, to the minute, with its address', async () => {
    const here = await ann();
    await here.graphql(VIEWER);
    const { query } = test.database;
    const read = () => query(`select last_used_at > now() - interval '50 s' as fresh, address from sessions`);
    await query(`update sessions set last_used_at = now() - interval '55 s', address = 'before'`);
    await here.graphql(VIEWER);
    expect(await read()).toEqual([{ fresh: false, address: 'before' }]);
    // A cached viewer is looked up again within half a minute.
    await query(`update sessions set last_used_at = now() - interval '61 s'`);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 31_000);
    await here.graphql(VIEWER);
    clock.mockRestore();
    expect(await read()).toEqual([{ fresh: true, address: '192.0.2.1' }]);
  });

  it('are visible to their user, and to viewers with USERS_WRITE', async () => {
    await signedIn(test, 'owner@example.org');
    const query = 'query ($id: ID!) { user(id: $id) { sessions { totalCount } } }';
    const seen = async (email: string) =>
      (await signedIn(test, email))
        .graphql(query, { id: ids.owner })
        .then(({ data, errors }) => [data?.user?.sessions.totalCount, errors?.[0]?.extensions['code']]);
    expect(await seen('ann@example.org')).toEqual([undefined, 'FORBIDDEN']);
    expect(await seen('bob@example.org')).toEqual([1, undefined]);
  });

  it('are found by id only by viewers who may see them', async () => {
    const here = await ann();
    const id = await sessionIdOf(ids.ann);
    const node = 'query ($id: ID!) { node(id: $id) { ... on Session { address } } }';
    expect((await here.graphql(node, { id })).data.node).toEqual({ address: '192.0.2.1' });
    const carl = await createPerson(test, `carl@example.org`, 'Viewer');
    expect(carl).not.toBe('');
    expect((await (await signedIn(test, 'carl@example.org')).graphql(node, { id })).data.node).toBeNull();
  });
});

describe('revoking a session', () => {
  it('ends it at once, and returns the remaining ones', async () => {
    const there = await ann();
    const id = await sessionIdOf(ids.ann);
    const here = await ann();
    const current = await sessionIdOf(ids.ann);
    const { data } = await here.graphql(REVOKE, { id });
    expect(data.revokeSession).toEqual({ user: { sessions: { nodes: [{ id: current }] } }, userErrors: [] });
    expect((await there.graphql(VIEWER)).data.viewer).toBeNull();
    expect((await here.graphql(VIEWER)).data.viewer).not.toBeNull();
    expect(await lastEntries(1)).toEqual([
      {
        action: 'SESSION_REVOKED',
        actor_id: ids.ann,
        target_type: 'USER',
        target_id: ids.ann,
        changes: { sessionId: { before: id, after: null } },
      },
    ]);
  });

  it('twice is not an error, and is in the audit trail once', async () => {
    await ann();
    const id = await sessionIdOf(ids.ann);
    const here = await ann();
    const count = () => test.database.query('select count(*) from audit_entries');
    await here.graphql(REVOKE, { id });
    const before = await count();
    expect((await here.graphql(REVOKE, { id })).data.revokeSession.userErrors).toEqual([]);
    expect(await count()).toEqual(before);
  });

  it('is a sign-out if it is the present one', async () => {
    const here = await ann();
    const { data } = await here.graphql(REVOKE, { id: await sessionIdOf(ids.ann) });
    expect(data.revokeSession.userErrors).toEqual([]);
    expect((await here.graphql(VIEWER)).data.viewer).toBeNull();
    expect(await lastEntries(1)).toMatchObject([{ action: 'SIGNED_OUT', actor_id: ids.ann }]);
  });

  it.each([
    ['of somebody else, as one who may not change users', 'ann@example.org', 'owner', 'NOT_FOUND'],
    ['of somebody who may do more', 'admin@example.org', 'owner', 'NOT_ALLOWED'],
    ['of somebody who may do more, as an editor', 'bob@example.org', 'admin', 'NOT_ALLOWED'],
  ] as const)('%s is refused', async (_what, email, whose, code) => {
    const victim = await signedIn(test, `${whose}@example.org`);
    const id = await sessionIdOf(ids[whose]);
    const here = await signedIn(test, email);
    expect((await here.graphql(REVOKE, { id })).data.revokeSession).toEqual({
      user: null,
      userErrors: [{ code, path: ['id'] }],
    });
    expect((await victim.graphql(VIEWER)).data.viewer).not.toBeNull();
  });

  it('with an unknown or invalid id is refused', async () => {
    const here = await ann();
    for (const id of ['nonsense', ids.ann]) {
      expect((await here.graphql(REVOKE, { id })).data.revokeSession.userErrors).toEqual([
        { code: 'NOT_FOUND', path: ['id'] },
      ]);
    }
  });

  it('is refused without a sign-in', async () => {
    const { errors } = await test.graphql(REVOKE, { id: ids.ann }, { authorization: '' });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('revoking all sessions', () => {
  it('of another user signs that user out everywhere, for an administrator', async () => {
    const there = [await ann(), await ann()];
    const admin = await signedIn(test, 'admin@example.org');
    const { data } = await admin.graphql(REVOKE_ALL, { userId: ids.ann });
    expect(data.revokeSessions).toEqual({ user: { sessions: { totalCount: 0 } }, userErrors: [] });
    for (const { graphql } of there) expect((await graphql(VIEWER)).data.viewer).toBeNull();
    expect((await admin.graphql(VIEWER)).data.viewer).not.toBeNull();
    expect(await lastEntries(1)).toMatchObject([
      { actor_id: ids.admin, target_id: ids.ann, changes: { sessions: { before: '2', after: '0' } } },
    ]);
  });

  it('is refused for a user with more permissions, for an unknown id, and without the permission', async () => {
    await signedIn(test, 'owner@example.org');
    const admin = await signedIn(test, 'admin@example.org');
    const refusal = async (userId: string) =>
      (await admin.graphql(REVOKE_ALL, { userId })).data.revokeSessions.userErrors;
    expect(await refusal(ids.owner)).toEqual([{ code: 'NOT_ALLOWED', path: ['userId'] }]);
    expect(await refusal('nonsense')).toEqual([{ code: 'NOT_FOUND', path: ['userId'] }]);
    const { errors } = await (await ann()).graphql(REVOKE_ALL, { userId: ids.ann });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('of one’s own leaves none, or only the present one', async () => {
    const everywhere = (keepCurrent: boolean) =>
      `mutation { signOutEverywhere(keepCurrent: ${keepCurrent}) {
        user { sessions { nodes { isCurrent } } } userErrors { code path } } }`;
    const other = await ann();
    const here = await ann();
    const kept = await here.graphql(everywhere(true));
    expect(kept.data.signOutEverywhere.user.sessions.nodes).toEqual([{ isCurrent: true }]);
    expect((await other.graphql(VIEWER)).data.viewer).toBeNull();
    const { data } = await here.graphql(everywhere(false));
    expect(data.signOutEverywhere).toEqual({ user: { sessions: { nodes: [] } }, userErrors: [] });
    expect((await here.graphql(VIEWER)).data.viewer).toBeNull();

    const byToken = await test.graphql(everywhere(false));
    expect(byToken.data.signOutEverywhere.userErrors).toEqual([{ code: 'NOT_ALLOWED', path: [] }]);
  });
});

describe('an old session', () => {
  it('is deleted thirty days after its end, and not before', async () => {
    const { db, close } = await database();
    for (let n = 0; n < 4; n += 1) await ann();
    const { rows } = {
      rows: await test.database.query<{ id: string }>('select id from sessions order by id'),
    };
    const [revoked, expired, lately, standing] = rows.map(({ id }) => id);
    const update = (what: string, id = '') =>
      test.database.query(`update sessions set ${what} where id = $1`, [id]);
    await update(`revoked_at = now() - interval '31 days'`, revoked);
    await update(`expires_at = now() - interval '31 days'`, expired);
    await update(`revoked_at = now() - interval '29 days'`, lately);
    await sweepSessions(db);
    await close();
    expect(await test.database.query('select id from sessions order by id')).toEqual([
      { id: lately },
      { id: standing },
    ]);
  });
});

async function database() {
  const orm = await MikroORM.init(ormOptions(test.database.url));
  return { db: orm.em.getKysely(), close: () => orm.close() };
}
