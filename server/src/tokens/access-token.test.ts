import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  create,
  CREATE_TOKEN,
  makeToken,
  REVOKE_TOKEN,
  withToken,
} from '../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { roleIdsOf } from '../testing/requests/user-requests.js';

const USERS = '{ users { totalCount } }';

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

describe('making an access token', () => {
  it('shows it once, returns its record and the list, and stores only its hash', async () => {
    const made = await create(admin.graphql, { name: '  nightly export ' });
    expect(made).toEqual({
      token: expect.stringMatching(/^rollcall_[\w-]{43}$/) as string,
      accessToken: {
        id: expect.any(String) as string,
        name: 'nightly export',
        prefix: made.token.slice(0, 13),
        permissions: ['USERS_READ'],
        state: 'ACTIVE',
        expiresAt: null,
        lastUsedAt: null,
      },
      viewer: { accessTokens: { nodes: [{ name: 'nightly export' }], totalCount: 1 } },
      userErrors: [],
    });
    const stored = JSON.stringify([
      await test.database.query('select t::text from access_tokens t'),
      await test.database.query('select e::text from audit_entries e'),
      test.logs,
    ]);
    expect(stored).not.toContain(made.token.slice(14));
  });

  it('lets a script act as its maker, within the token’s permissions', async () => {
    const { token } = await makeToken(admin.graphql);
    const ask = withToken(test, token);
    expect((await ask('{ viewer { email } }')).data.viewer).toEqual({ email: 'admin@example.org' });
    expect((await ask(USERS)).data.users.totalCount).toBe(3);
    const write =
      'mutation { createUser(input: { email: "x@example.org", displayName: "X" }) { user { id } } }';
    expect(codeOf(await ask(write))).toBe('FORBIDDEN');
  });

  it('stores its last use to the minute, with the address', async () => {
    const { token } = await makeToken(admin.graphql);
    await withToken(test, token)(USERS);
    const { data } = await admin.graphql(
      '{ accessTokens(first: 1) { nodes { lastUsedAt lastUsedAddress } } }',
    );
    const [used] = data.accessTokens.nodes;
    expect(used.lastUsedAddress).toBe('127.0.0.1');
    await withToken(test, token)(USERS);
    const again = await admin.graphql('{ accessTokens(first: 1) { nodes { lastUsedAt } } }');
    expect(again.data.accessTokens.nodes[0].lastUsedAt).toBe(used.lastUsedAt);
  });

  it.each([
    ['no name', { name: ' ' }, 'REQUIRED', 'name'],
    ['a name too long', { name: 'x'.repeat(101) }, 'TOO_LONG', 'name'],
    ['a name that cannot be stored', { name: 'a\u0000b' }, 'INVALID', 'name'],
    ['no permission', { permissions: [] }, 'REQUIRED', 'permissions'],
    ['an end that has passed', { expiresAt: '2020-01-01T00:00:00Z' }, 'INVALID', 'expiresAt'],
    [
      'more than its maker may do',
      { permissions: ['USERS_READ', 'SETTINGS_WRITE'] },
      'NOT_ALLOWED',
      'permissions',
    ],
  ])('is refused with %s', async (_what, own, code, field) => {
    expect(await create(admin.graphql, own)).toMatchObject({
      token: null,
      accessToken: null,
      userErrors: [{ code, path: ['input', field] }],
    });
  });

  it('reports all faults at once', async () => {
    const { userErrors } = await create(admin.graphql, { name: '', permissions: [] });
    expect(userErrors).toHaveLength(2);
  });

  it('needs the permission and a viewer', async () => {
    const input = { name: 'mine', permissions: ['USERS_READ'] };
    expect(codeOf(await ann.graphql(CREATE_TOKEN, { input }))).toBe('FORBIDDEN');
    expect(codeOf(await test.graphql(CREATE_TOKEN, { input }, { authorization: '' }))).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('is limited to a hundred active ones per user, also for simultaneous requests', async () => {
    await test.database.query(
      `insert into access_tokens (user_id, name, hash, hint, permissions)
       select $1, 'n', sha256(n::text::bytea), 'h', '{USERS_READ}' from generate_series(1, 98) n`,
      [admin.id],
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(admin.graphql)));
    expect(answers.filter(({ token }) => token !== null)).toHaveLength(2);
    expect(answers.find(({ token }) => token === null).userErrors).toEqual([
      { code: 'LIMIT', path: ['input'] },
    ]);
    await test.database.query(`update access_tokens set expires_at = now() where name = 'n'`);
    expect((await create(admin.graphql)).userErrors).toEqual([]);
  });

  it('is audited for its user, with name, permissions and expiry', async () => {
    const { id } = await makeToken(admin.graphql, { expiresAt: '2100-01-01T00:00:00Z' });
    await admin.graphql(REVOKE_TOKEN, { id });
    const entries = await test.database.query(
      `select action, actor_id, target_type, target_id, changes from audit_entries
       where action like 'TOKEN%' order by position desc limit 2`,
    );
    const whose = { actor_id: admin.id, target_type: 'USER', target_id: admin.id };
    expect(entries).toEqual([
      {
        action: 'TOKEN_REVOKED',
        ...whose,
        changes: {
          name: { before: 'nightly', after: null },
          permissions: { before: ['USERS_READ'], after: null },
        },
      },
      {
        action: 'TOKEN_CREATED',
        ...whose,
        changes: {
          name: { before: null, after: 'nightly' },
          permissions: { before: null, after: ['USERS_READ'] },
          expiresAt: { before: null, after: '2100-01-01T00:00:00.000Z' },
        },
      },
    ]);
  });
});

describe('an access token', () => {
  it('makes no token with more permissions', async () => {
    const { token } = await makeToken(admin.graphql, { permissions: ['TOKENS_WRITE'] });
    const { userErrors } = await create(withToken(test, token), { permissions: ['USERS_READ'] });
    expect(userErrors).toEqual([{ code: 'NOT_ALLOWED', path: ['input', 'permissions'] }]);
    const weak = await makeToken(admin.graphql);
    const input = { name: 'child', permissions: ['USERS_READ'] };
    expect(codeOf(await withToken(test, weak.token)(CREATE_TOKEN, { input }))).toBe('FORBIDDEN');
  });

  it('makes no token that expires later', async () => {
    const own = { permissions: ['TOKENS_WRITE'], expiresAt: inAnHour() };
    const { token } = await makeToken(admin.graphql, own);
    for (const expiresAt of [undefined, new Date(Date.now() + 7_200_000).toISOString()]) {
      const { userErrors } = await create(withToken(test, token), {
        permissions: ['TOKENS_WRITE'],
        expiresAt,
      });
      expect(userErrors).toEqual([{ code: 'NOT_ALLOWED', path: ['input', 'expiresAt'] }]);
    }
    expect((await create(withToken(test, token), own)).userErrors).toEqual([]);
  });

  it('is revoked together with the tokens made with it', async () => {
    const own = { permissions: ['TOKENS_WRITE', 'USERS_READ'] };
    const parent = await makeToken(admin.graphql, own);
    const child = await makeToken(withToken(test, parent.token), own);
    const grandchild = await makeToken(withToken(test, child.token), own);
    const other = await makeToken(admin.graphql, own);
    expect((await admin.graphql(REVOKE_TOKEN, { id: parent.id })).data.revokeAccessToken).toEqual({
      accessToken: { state: 'REVOKED' },
      userErrors: [],
    });
    for (const { token } of [parent, child, grandchild]) {
      expect(codeOf(await withToken(test, token)(USERS))).toBe('UNAUTHENTICATED');
    }
    expect((await withToken(test, other.token)(USERS)).errors).toBeUndefined();
  });

  it.each([
    ['is revoked', `update access_tokens set revoked_at = now() where id = $1`],
    ['has expired', `update access_tokens set expires_at = now() where id = $1`],
    [
      'is of somebody who was deactivated',
      `update users set deactivated_at = now() where id = (select user_id from access_tokens where id = $1)`,
    ],
    [
      'is of somebody in the bin',
      `update users set deleted_at = now() where id = (select user_id from access_tokens where id = $1)`,
    ],
  ])('is refused when it %s', async (_what, statement) => {
    const { token, id } = await makeToken(admin.graphql);
    await test.database.query(statement, [id]);
    try {
      expect(codeOf(await withToken(test, token)(USERS))).toBe('UNAUTHENTICATED');
    } finally {
      await test.database.query('update users set deactivated_at = null, deleted_at = null');
    }
  });

  it('loses the permissions that its maker has lost since', async () => {
    const { token } = await makeToken(admin.graphql, { permissions: ['USERS_READ', 'TOKENS_WRITE'] });
    const roles = await roleIdsOf(test);
    await test.database.query('update user_roles set role_id = $1 where user_id = $2', [
      roles['Viewer'],
      admin.id,
    ]);
    try {
      expect((await withToken(test, token)(USERS)).errors).toBeUndefined();
      expect(codeOf(await withToken(test, token)('{ accessTokens { totalCount } }'))).toBe('FORBIDDEN');
    } finally {
      await test.database.query('update user_roles set role_id = $1 where user_id = $2', [
        roles['Administrator'],
        admin.id,
      ]);
    }
  });

  it('without the permission neither lists nor revokes the others of its user', async () => {
    const other = await makeToken(admin.graphql);
    const { token, id } = await makeToken(admin.graphql);
    expect(codeOf(await withToken(test, token)('{ viewer { accessTokens { totalCount } } }'))).toBe(
      'FORBIDDEN',
    );
    expect(codeOf(await withToken(test, token)('{ viewer { sessions { totalCount } } }'))).toBe('FORBIDDEN');
    expect(
      (await withToken(test, token)(REVOKE_TOKEN, { id: other.id })).data.revokeAccessToken.userErrors,
    ).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
    expect((await withToken(test, token)(REVOKE_TOKEN, { id })).data.revokeAccessToken.userErrors).toEqual(
      [],
    );
    expect(codeOf(await withToken(test, token)(USERS))).toBe('UNAUTHENTICATED');
  });
});
