import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../access/secret-text.js';
import { Permission } from '../access/permission.enum.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { UNSEALED } from './chain/audit-seal.service.js';
import { TOKEN_PREFIX } from '../access/token-prefix.js';
import { createUsers, roleIdsOf } from '../testing/requests/user-requests.js';

interface Entry {
  id: string;
  action: string;
  changes: { field: string; before: string | null; after: string | null }[];
}

const SECRET = 'correct horse battery';

describe('the audit trail', () => {
  let test: TestApp;
  let roles: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
  });
  afterAll(() => test.close());

  const entriesOf = async (id: string): Promise<Entry[]> => {
    const { data, errors } = await test.graphql(
      `query ($id: ID!) { user(id: $id) { auditEntries { nodes { id action changes { field before after } } } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    return data.user.auditEntries.nodes as Entry[];
  };
  const actionsOf = async (id: string) => (await entriesOf(id)).map(({ action }) => action);
  const update = async (id: string, input: object) => {
    const { data } = await test.graphql(`query ($id: ID!) { user(id: $id) { version } }`, { id });
    const answer = await test.graphql(
      `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code } } }`,
      { input: { id, version: data.user.version as number, ...input } },
    );
    return answer.data.updateUser.userErrors as { code: string }[];
  };
  const act = async (mutation: string, id: string) => {
    const { errors } = await test.graphql(
      `mutation ($id: ID!) { ${mutation}(id: $id) { userErrors { code } } }`,
      {
        id,
      },
    );
    expect(errors).toBeUndefined();
  };

  it('records the fields of a new user, roles by name, and of the password only that it was set', async () => {
    const [id = ''] = await createUsers(test, {
      email: 'new@example.org',
      displayName: 'New',
      password: SECRET,
      roleIds: [roles['Viewer'], roles['Editor']],
    });
    const [entry, ...others] = await entriesOf(id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ action: 'USER_CREATED' });
    expect(entry?.changes).toHaveLength(5);
    expect(entry?.changes).toEqual(
      expect.arrayContaining([
        { field: 'email', before: null, after: 'new@example.org' },
        { field: 'displayName', before: null, after: 'New' },
        { field: 'status', before: null, after: 'ACTIVE' },
        { field: 'password', before: null, after: null },
        { field: 'roles', before: '', after: 'Editor, Viewer' },
      ]),
    );
    const stored = await test.database.query<{ text: string }>('select a::text as text from audit_entries a');
    expect(stored.filter(({ text }) => /correct horse|argon2/.test(text))).toEqual([]);
  });

  it('records the values before and after an update, and no unchanged field', async () => {
    const [id = ''] = await createUsers(test, {
      email: 'upd@example.org',
      title: 'Clerk',
      roleIds: [roles['Viewer']],
    });
    await update(id, { title: null, department: 'Sales', displayName: 'upd', roleIds: [roles['Editor']] });
    const [entry] = await entriesOf(id);
    expect(entry?.action).toBe('USER_UPDATED');
    expect(entry?.changes).toHaveLength(3);
    expect(entry?.changes).toEqual(
      expect.arrayContaining([
        { field: 'title', before: 'Clerk', after: null },
        { field: 'department', before: null, after: 'Sales' },
        { field: 'roles', before: 'Viewer', after: 'Editor' },
      ]),
    );
  });

  it('records each change of status with its own action', async () => {
    const [id = ''] = await createUsers(test, { email: 'life@example.org' });
    for (const step of ['deactivateUser', 'reactivateUser', 'deleteUser', 'restoreUser']) await act(step, id);
    expect(await actionsOf(id)).toEqual([
      'USER_RESTORED',
      'USER_DELETED',
      'USER_REACTIVATED',
      'USER_DEACTIVATED',
      'USER_CREATED',
    ]);
    const [restored] = await entriesOf(id);
    expect(restored?.changes).toEqual([{ field: 'status', before: 'DELETED', after: 'INVITED' }]);
  });

  it('has no entry for a write that changed nothing or was refused', async () => {
    const [id = ''] = await createUsers(test, { email: 'same@example.org', roleIds: [roles['Viewer']] });
    await update(id, { displayName: 'same', roleIds: [roles['Viewer']] });
    await act('reactivateUser', id);
    expect(await update(id, { email: 'life@example.org' })).toEqual([{ code: 'EMAIL_TAKEN' }]);
    expect(await actionsOf(id)).toEqual(['USER_CREATED']);
  });

  it('rolls the entry back with a write whose answer fails', async () => {
    const [id = ''] = await createUsers(test, { email: 'undone@example.org' });
    const { errors } = await test.graphql(
      `mutation ($id: ID!) { deleteUser(id: $id) { users(after: "nonsense") { nodes { id } } } }`,
      { id },
    );
    expect(errors).toHaveLength(1);
    expect(await actionsOf(id)).toEqual(['USER_CREATED']);
  });

  it('records the request and the address', async () => {
    const response = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress: '192.0.2.7',
      headers: { authorization: `Bearer ${test.operator}` },
      payload: {
        query: `mutation { createUser(input: { email: "where@example.org", displayName: "W" }) { user { id } } }`,
      },
    });
    const { id } = response.json<{ data: { createUser: { user: { id: string } } } }>().data.createUser.user;
    const { data } = await test.graphql(
      `query ($id: ID!) { auditEntries(where: { targetId: $id }) {
        nodes { requestId address targetType targetId target { displayName } } } }`,
      { id },
    );
    expect(data.auditEntries.nodes).toEqual([
      {
        requestId: response.headers['x-request-id'],
        address: '192.0.2.7',
        targetType: 'USER',
        targetId: id,
        target: { displayName: 'W' },
      },
    ]);
  });

  it('records the access token, and returns an entry by its id only with AUDIT_READ', async () => {
    const [id = ''] = await createUsers(test, { email: 'node@example.org' });
    const [entry] = await entriesOf(id);
    const node = async (token: string) => {
      const query = 'query ($id: ID!) { node(id: $id) { __typename ... on User { email } } }';
      return test.graphql(query, { id: entry?.id }, { authorization: `Bearer ${token}` });
    };
    expect((await node(test.operator)).data.node).toEqual({ __typename: 'AuditEntry' });
    const [token] = await test.database.query<{ id: string }>('select id from access_tokens');
    const { data } = await test.graphql(
      'query ($id: ID!) { node(id: $id) { ... on AuditEntry { tokenId } } }',
      {
        id: entry?.id,
      },
    );
    expect(data.node).toEqual({ tokenId: token?.id });

    await test.database.query(`update access_tokens set permissions = '{USERS_READ}'`);
    expect((await node(test.operator)).data.node).toBeNull();
    for (const query of [
      '{ auditEntries { nodes { id } } }',
      `{ user(id: "${id}") { auditEntries { totalCount } } }`,
    ]) {
      expect((await test.graphql(query)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    await test.database.query('update access_tokens set permissions = $1', [Object.values(Permission)]);
  });

  it('records the user of the access token', async () => {
    const [actor = ''] = await createUsers(test, {
      email: 'actor@example.org',
      password: SECRET,
      roleIds: [roles['Administrator']],
    });
    const token = newSecret(TOKEN_PREFIX);
    await test.database.query(
      'insert into access_tokens (user_id, name, hash, permissions) values ($1, $2, $3, $4)',
      [actor, 'script', hashOf(token), Object.values(Permission)],
    );
    const { data } = await test.graphql(
      `mutation { createUser(input: { email: "made@example.org", displayName: "Made" }) {
        user { auditEntries { nodes { actorId actor { email } sessionId tokenId } } } } }`,
      {},
      { authorization: `Bearer ${token}` },
    );
    expect(data.createUser.user.auditEntries.nodes).toEqual([
      {
        actorId: actor,
        actor: { email: 'actor@example.org' },
        sessionId: null,
        tokenId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    ]);
  });

  it('records the write of an owner who steps down, whose change is flushed before owners are counted', async () => {
    const [id = ''] = await createUsers(
      test,
      { email: 'owner@example.org', password: SECRET, roleIds: [roles['Owner']] },
      { email: 'second@example.org', password: SECRET, roleIds: [roles['Owner']] },
    );
    await update(id, { title: 'Emeritus', roleIds: [roles['Viewer']] });
    const [lowered] = await entriesOf(id);
    expect(lowered?.changes).toEqual([
      { field: 'roles', before: 'Owner', after: 'Viewer' },
      { field: 'title', before: null, after: 'Emeritus' },
    ]);
  });

  it('is sealed by the server soon after', async () => {
    await createUsers(test, { email: 'sealed@example.org' });
    // Transactions of other test files delay it, see vitest.config.ts.
    await expect.poll(() => test.database.query(UNSEALED)).toEqual([{ unsealed: false }]);
    expect((await test.database.query('select from audit_seals')).length).toBeGreaterThan(0);
  });
});
