import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../env.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const PASSWORD = 'sour-plum-teapot-91';
const ADMIN = { ADMIN_EMAIL: 'admin@localhost', ADMIN_PASSWORD: PASSWORD };

const create = async (test: TestApp, email: string) => {
  const { data } = await test.graphql(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id version } userErrors { code path } } }',
    { input: { email, displayName: 'Ada', password: PASSWORD } },
  );
  return data.createUser;
};
const update = async (test: TestApp, input: object) => {
  const { data } = await test.graphql(
    'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { email } userErrors { code path } } }',
    { input },
  );
  return data.updateUser;
};
const userOf = async (test: TestApp, id: string) =>
  (await test.graphql('query ($id: ID!) { user(id: $id) { version } }', { id })).data.user;
const signIn = async (test: TestApp, email: string) => {
  const input = { email, password: PASSWORD };
  const { data } = await test.graphql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { email } userErrors { code } } }',
    { input },
    { authorization: '' },
  );
  return data.signIn;
};

const REFUSED = { user: null, userErrors: [{ code: 'INVALID', path: ['input', 'email'] }] };

describe('an address whose domain has one label', () => {
  let open: TestApp;
  let closed: TestApp;
  beforeAll(async () => {
    open = await startTestApp({ env: { ALLOW_SINGLE_LABEL_DOMAINS: 'true', ...ADMIN } });
    closed = await startTestApp();
  });
  afterAll(() => Promise.all([open.close(), closed.close()]));

  it('is accepted for a user and signs in with ALLOW_SINGLE_LABEL_DOMAINS', async () => {
    const { user, userErrors } = await create(open, 'ada@intranet');
    expect(userErrors).toEqual([]);
    expect(await signIn(open, 'ADA@intranet')).toMatchObject({ viewer: { email: 'ada@intranet' } });
    const { version } = (await userOf(open, user.id)) as { version: number };
    const changed = await update(open, { id: user.id, version, email: 'ada@localhost' });
    expect(changed).toEqual({ user: { email: 'ada@localhost' }, userErrors: [] });
    for (const email of ['ada@', 'ada@-', 'ada@a b', '@intranet']) {
      expect(await create(open, email)).toEqual(REFUSED);
    }
  });

  it('is accepted for the first owner, in ADMIN_EMAIL too', async () => {
    expect(await signIn(open, 'admin@localhost')).toMatchObject({ viewer: { email: 'admin@localhost' } });
    expect(() => readEnv(ADMIN)).toThrow(/ADMIN_EMAIL .* needs ALLOW_SINGLE_LABEL_DOMAINS=true/);
    const token = await open.app.setUpToken();
    expect(token).toBeUndefined();
  });

  it('is refused without the setting', async () => {
    const token = await closed.app.setUpToken();
    const input = { token, email: 'admin@localhost', displayName: 'Admin', password: PASSWORD };
    const { data } = await closed.graphql(
      'mutation ($input: SetUpInput!) { setUp(input: $input) { userErrors { code path } } }',
      { input },
    );
    expect(data.setUp.userErrors).toEqual(REFUSED.userErrors);
    expect(await create(closed, 'ada@intranet')).toEqual(REFUSED);
    const { user } = await create(closed, 'ada@example.org');
    expect(await update(closed, { ...user, email: 'ada@intranet' })).toEqual(REFUSED);
  });

  it('is accepted for the owner of the set-up link', async () => {
    const empty = await startTestApp({ env: { ALLOW_SINGLE_LABEL_DOMAINS: 'true' } });
    const token = await empty.app.setUpToken();
    const input = { token, email: 'root@intranet', displayName: 'Root', password: PASSWORD };
    const { data } = await empty.graphql(
      'mutation ($input: SetUpInput!) { setUp(input: $input) { viewer { email } userErrors { code } } }',
      { input },
      { authorization: '' },
    );
    expect(data.setUp).toEqual({ viewer: { email: 'root@intranet' }, userErrors: [] });
    await empty.close();
  });
});
