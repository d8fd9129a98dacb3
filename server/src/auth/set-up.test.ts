import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statementsOf } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { email } userErrors { code } } }`;

describe('the first owner', () => {
  const SET_UP = `mutation ($input: SetUpInput!) {
    setUp(input: $input) { viewer { email lastSignInAt roles { name } } accessToken userErrors { code path } }
  }`;
  const OWNER = { email: 'own@example.org', displayName: 'Own', password: PASSWORD };
  let test: TestApp;

  beforeEach(async () => {
    test = await startTestApp();
  });
  afterEach(() => test.close());

  const setUp = async (token: string, input: object = {}) =>
    (await test.graphql(SET_UP, { input: { ...OWNER, token, ...input } }, { authorization: '' })).data.setUp;

  it('is made by the holder of the link, once', async () => {
    const token = (await test.app.setUpToken()) ?? '';
    const answer = await setUp(token);
    expect(answer).toMatchObject({
      viewer: { email: OWNER.email, lastSignInAt: expect.any(String) as string, roles: [{ name: 'Owner' }] },
      userErrors: [],
    });
    expect(answer.accessToken).not.toBeNull();
    expect((await setUp(token, { email: 'b@example.org' })).userErrors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'token'] },
    ]);
    expect(await test.app.setUpToken()).toBeUndefined();
    const [entry] = await test.database.query(
      `select e.actor_id = u.id as acted, e.target_id = u.id as is_target, e.session_id is not null as session
       from audit_entries e, users u where e.action = 'OWNER_SET_UP'`,
    );
    expect(entry).toEqual({ acted: true, is_target: true, session: true });
  });

  it('shows in needsSetUp as missing, which costs no statement once there is one', async () => {
    const status = async () => {
      const query = 'mutation { refreshSession { viewer { id } status { needsSetUp sendsMail } } }';
      return (await test.graphql(query, {}, { authorization: '' })).data.refreshSession;
    };
    expect(await status()).toEqual({ viewer: null, status: { needsSetUp: true, sendsMail: false } });
    await setUp((await test.app.setUpToken()) ?? '');
    expect(await status()).toEqual({ viewer: null, status: { needsSetUp: false, sendsMail: false } });
    expect(await statementsOf(status)).toEqual([]);
  });

  it('is made by one of twenty simultaneous uses of the link', async () => {
    const token = (await test.app.setUpToken()) ?? '';
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => setUp(token, { email: `own${n}@example.org` })),
    );
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await test.database.query('select from users')).toHaveLength(1);
  });

  it('gets the faults of the input, and can use the link again', async () => {
    const token = (await test.app.setUpToken()) ?? '';
    const { userErrors } = await setUp(token, { email: 'x', password: 'short' });
    expect(userErrors).toEqual([
      { code: 'INVALID', path: ['input', 'email'] },
      { code: 'WEAK_PASSWORD', path: ['input', 'password'] },
    ]);
    expect((await setUp(token)).userErrors).toEqual([]);
  });

  it('cannot use an invented link or one older than an hour', async () => {
    const token = (await test.app.setUpToken()) ?? '';
    await test.database.query(`update setup_links set expires_at = now() - interval '1 second'`);
    for (const wrong of [token, '', 'made-up']) {
      expect((await setUp(wrong)).userErrors[0].code).toBe('NOT_FOUND');
    }
  });

  it('is made from ADMIN_EMAIL and ADMIN_PASSWORD if there is none', async () => {
    const env = { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: PASSWORD };
    const { database } = test;
    for (let start = 0; start < 2; start += 1) await (await startTestApp({ database, env })).app.close();
    expect(await database.query('select from users')).toHaveLength(1);
    expect(await test.app.setUpToken()).toBeUndefined();
    const trail = await database.query(
      `select actor_id, request_id, address from audit_entries where action = 'OWNER_SET_UP'`,
    );
    expect(trail).toEqual([{ actor_id: null, request_id: null, address: null }]);
    const { data } = await test.graphql(SIGN_IN, { input: { email: OWNER.email, password: PASSWORD } });
    expect(data.signIn.viewer.email).toBe(OWNER.email);
  });

  it.each(['password1', OWNER.email])('is not made with an ADMIN_PASSWORD of %s', async (password) => {
    const env = { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: password };
    await expect(startTestApp({ database: test.database, env })).rejects.toThrow('ADMIN_PASSWORD');
    expect(await test.database.query('select from users')).toHaveLength(0);
  });
});
