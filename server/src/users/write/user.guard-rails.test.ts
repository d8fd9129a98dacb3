import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';

describe('the guard rails', () => {
  let test: TestApp;
  let roles: Record<string, string>;
  let ids: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
  });
  beforeEach(async () => {
    await test.database.query('delete from users');
    const names = ['Owner', 'Administrator', 'Editor', 'Viewer'];
    const made = await createUsers(
      test,
      ...names.map((name) => ({ email: `${name}@example.org`, password: PASSWORD, roleIds: [roles[name]] })),
    );
    ids = Object.fromEntries(names.map((name, n) => [name, made[n] as string]));
  });
  afterAll(() => test.close());

  /** Sends a write as the user with a role; returns the code and the path of the refusal. */
  async function as(role: string, write: string): Promise<[string, string] | undefined> {
    const { data: signedIn } = await test.graphql(
      `mutation { signIn(input: { email: "${role}@example.org", password: "${PASSWORD}" }) { accessToken } }`,
    );
    const { data, errors } = await test.graphql(
      `mutation { write: ${write} { userErrors { code path } } }`,
      {},
      { authorization: `Bearer ${signedIn.signIn.accessToken}` },
    );
    expect(errors).toBeUndefined();
    const [refusal] = data.write.userErrors;
    return refusal && [refusal.code, refusal.path.at(-1)];
  }

  const update = (role: string, rest: string) =>
    `updateUser(input: { id: "${ids[role]}", version: 1, ${rest} })`;
  const roleIds = (...names: string[]) => `roleIds: ${JSON.stringify(names.map((name) => roles[name]))}`;

  it.each([
    ['Administrator', () => update('Owner', 'email: "mine@example.org"'), 'NOT_ALLOWED', 'id'],
    ['Editor', () => update('Administrator', 'email: "mine@example.org"'), 'NOT_ALLOWED', 'id'],
    ['Administrator', () => `deactivateUser(id: "${ids['Owner']}")`, 'NOT_ALLOWED', 'id'],
    ['Administrator', () => `deleteUser(id: "${ids['Owner']}")`, 'NOT_ALLOWED', 'id'],
    ['Administrator', () => update('Administrator', roleIds('Owner')), 'NOT_ALLOWED', 'roleIds'],
    ['Administrator', () => update('Viewer', roleIds('Owner')), 'NOT_ALLOWED', 'roleIds'],
    ['Editor', () => update('Editor', roleIds('Viewer')), 'NOT_ALLOWED', 'roleIds'],
    [
      'Editor',
      () => `createUser(input: { email: "n@example.org", displayName: "N", ${roleIds('Viewer')} })`,
      'NOT_ALLOWED',
      'roleIds',
    ],
    ['Owner', () => `deactivateUser(id: "${ids['Owner']}")`, 'SELF', 'id'],
    ['Owner', () => `deleteUser(id: "${ids['Owner']}")`, 'SELF', 'id'],
    ['Owner', () => update('Owner', roleIds('Viewer')), 'LAST_OWNER', 'roleIds'],
  ])('refuse %s, case %#', async (role, write, code, path) => {
    const before = await test.database.query('select id, email, status, version from users order by id');
    expect(await as(role, write())).toEqual([code, path]);
    expect(await test.database.query('select id, email, status, version from users order by id')).toEqual(
      before,
    );
  });

  it('refuse a change of its own user’s address by an access token, and no other change', async () => {
    const secret = 'rollcall_of-an-administrator';
    await test.database.query(
      `insert into access_tokens (user_id, name, hash, permissions)
       select $1, 't', sha256($2), permissions from roles where key = 'ADMINISTRATOR'`,
      [ids['Administrator'], secret],
    );
    const asToken = async (write: string) => {
      const query = `mutation { write: ${write} { user { version } userErrors { code path } } }`;
      const { data } = await test.graphql(query, {}, { authorization: `Bearer ${secret}` });
      return data.write.userErrors as { code: string; path: string[] }[];
    };
    expect(await asToken(update('Administrator', 'email: "thief@example.org"'))).toEqual([
      { code: 'NOT_ALLOWED', path: ['input', 'email'] },
    ]);
    expect(await asToken(update('Administrator', 'title: "T"'))).toEqual([]);
    expect(await asToken(update('Viewer', 'email: "viewer.new@example.org"'))).toEqual([]);
  });

  it('let an administrator change and promote users with fewer permissions', async () => {
    expect(await as('Administrator', update('Viewer', roleIds('Editor', 'Viewer')))).toBeUndefined();
    expect(
      await as('Editor', update('Viewer', 'title: "T"').replace('version: 1', 'version: 2')),
    ).toBeUndefined();
    expect(await as('Administrator', `deactivateUser(id: "${ids['Editor']}")`)).toBeUndefined();
  });

  it('keep one of two owners who deactivate each other at the same time', async () => {
    const [other] = await createUsers(test, {
      email: 'second@example.org',
      password: PASSWORD,
      roleIds: [roles['Owner']],
    });
    const answers = await Promise.all([
      test.graphql(`mutation { deactivateUser(id: "${ids['Owner']}") { userErrors { code } } }`),
      test.graphql(`mutation { deactivateUser(id: "${other}") { userErrors { code } } }`),
    ]);
    const codes = answers.flatMap(({ data }) => data.deactivateUser.userErrors as { code: string }[]);
    expect(codes).toEqual([{ code: 'LAST_OWNER' }]);
  });
});
