import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  CREATE_TOKEN,
  makeToken,
  REVOKE_TOKEN,
  withToken,
} from '../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

let test: TestApp;
let admin: Person;
let ann: Person;

beforeAll(async () => {
  test = await startTestApp();
  await createPerson(test, 'admin@example.org', 'Administrator');
  await createPerson(test, 'ann@example.org', 'Viewer');
  await createPerson(test, 'owner@example.org', 'Owner');
  admin = await signedIn(test, 'admin@example.org');
  ann = await signedIn(test, 'ann@example.org');
});
beforeEach(async () => {
  await test.database.query('delete from access_tokens where hint is not null');
});
afterAll(() => test.close());

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('revoking an access token', () => {
  it('of a user with more permissions is refused, and so is a user-less one with more permissions', async () => {
    const owner = await signedIn(test, 'owner@example.org');
    const { id } = await makeToken(owner.graphql);
    expect((await admin.graphql(REVOKE_TOKEN, { id })).data.revokeAccessToken).toEqual({
      accessToken: null,
      userErrors: [{ code: 'NOT_ALLOWED', path: ['id'] }],
    });
    const [operator] = await test.database.query<{ id: string }>(
      'select id from access_tokens where user_id is null and hint is null',
    );
    const { data } = await admin.graphql(REVOKE_TOKEN, { id: operator?.id });
    expect(data.revokeAccessToken.userErrors).toEqual([{ code: 'NOT_ALLOWED', path: ['id'] }]);
  });

  it('of another user needs the permission; without it, the token seems not to exist', async () => {
    const { id } = await makeToken(admin.graphql);
    for (const each of [id, 'nonsense', admin.id]) {
      expect((await ann.graphql(REVOKE_TOKEN, { id: each })).data.revokeAccessToken.userErrors).toEqual([
        { code: 'NOT_FOUND', path: ['id'] },
      ]);
    }
    expect(codeOf(await test.graphql(REVOKE_TOKEN, { id }, { authorization: '' }))).toBe('UNAUTHENTICATED');
  });

  it('of one’s own needs no permission, and returns one’s own tokens', async () => {
    const [row] = await test.database.query<{ id: string }>(
      `insert into access_tokens (user_id, name, hash, hint, permissions)
       values ($1, 'old', sha256('old'), 'h', '{USERS_READ}') returning id`,
      [ann.id],
    );
    const { data } = await ann.graphql(
      `mutation ($id: ID!) { revokeAccessToken(id: $id) {
        viewer { accessTokens(where: { state: ACTIVE }) { totalCount } } userErrors { code } } }`,
      { id: row?.id },
    );
    expect(data.revokeAccessToken).toEqual({ viewer: { accessTokens: { totalCount: 0 } }, userErrors: [] });
  });

  it('twice is not an error, and is in the audit trail once', async () => {
    const { id } = await makeToken(admin.graphql);
    await admin.graphql(REVOKE_TOKEN, { id });
    const count = () => test.database.query('select count(*) from audit_entries');
    const before = await count();
    expect((await admin.graphql(REVOKE_TOKEN, { id })).data.revokeAccessToken.userErrors).toEqual([]);
    expect(await count()).toEqual(before);
  });

  it('also revokes a token that is made with it at the same moment', async () => {
    const own = { permissions: ['TOKENS_WRITE'] };
    const parent = await makeToken(admin.graphql, own);
    const ask = withToken(test, parent.token);
    await Promise.all([
      ...Array.from({ length: 6 }, () => ask(CREATE_TOKEN, { input: { name: 'child', ...own } })),
      admin.graphql(REVOKE_TOKEN, { id: parent.id }),
      ...Array.from({ length: 6 }, () => ask(CREATE_TOKEN, { input: { name: 'child', ...own } })),
    ]);
    const standing = await test.database.query(
      `select from access_tokens where name = 'child' and revoked_at is null`,
    );
    expect(standing).toEqual([]);
  });
});

describe('the list of access tokens', () => {
  it('has the tokens of all users and operators, by state and by user, in pages', async () => {
    const owner = await signedIn(test, 'owner@example.org');
    await makeToken(owner.graphql, { name: 'first' });
    const { id } = await makeToken(admin.graphql, { name: 'second' });
    await admin.graphql(REVOKE_TOKEN, { id });
    await makeToken(admin.graphql, { name: 'third', expiresAt: inAnHour() });
    await test.database.query(`update access_tokens set expires_at = now() where name = 'third'`);
    const list = async (args: string) => {
      const { data } = await admin.graphql(
        `{ accessTokens${args} { nodes { name state user { email } } totalCount pageInfo { endCursor } } }`,
      );
      return data.accessTokens as {
        nodes: { name: string; state: string; user: unknown }[];
        totalCount: number;
        pageInfo: { endCursor: string };
      };
    };
    const all = await list('');
    expect(all.nodes).toEqual([
      { name: 'third', state: 'EXPIRED', user: { email: 'admin@example.org' } },
      { name: 'second', state: 'REVOKED', user: { email: 'admin@example.org' } },
      { name: 'first', state: 'ACTIVE', user: { email: 'owner@example.org' } },
      { name: 'tests', state: 'ACTIVE', user: null },
    ]);
    expect(all.totalCount).toBe(4);
    const page = await list('(first: 2)');
    const next = await list(`(first: 2, after: "${page.pageInfo.endCursor}")`);
    expect([...page.nodes, ...next.nodes]).toEqual(all.nodes);
    expect((await list('(where: { state: [EXPIRED, REVOKED] })')).nodes).toEqual(all.nodes.slice(0, 2));
    expect((await list(`(where: { userId: "${owner.id}" })`)).nodes).toEqual([all.nodes[2]]);
    expect((await list('(where: { userId: "nonsense" })')).totalCount).toBe(0);
  });

  it('needs the permission, also for another user’s tokens', async () => {
    expect(codeOf(await ann.graphql('{ accessTokens { totalCount } }'))).toBe('FORBIDDEN');
    const query = `{ user(id: "${admin.id}") { accessTokens { totalCount } } }`;
    expect(codeOf(await ann.graphql(query))).toBe('FORBIDDEN');
    expect((await admin.graphql(query)).data.user.accessTokens.totalCount).toBe(0);
    expect(
      (await ann.graphql('{ viewer { accessTokens { totalCount } } }')).data.viewer.accessTokens,
    ).toEqual({
      totalCount: 0,
    });
  });

  it('returns a token’s record by id only to viewers who may see it', async () => {
    const { id } = await makeToken(admin.graphql);
    const node = 'query ($id: ID!) { node(id: $id) { ... on AccessToken { name user { email } } } }';
    expect((await admin.graphql(node, { id })).data.node).toEqual({
      name: 'nightly',
      user: { email: 'admin@example.org' },
    });
    expect((await ann.graphql(node, { id })).data.node).toBeNull();
  });
});
