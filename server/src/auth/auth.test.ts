import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers, roleIdsOf } from '../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { id email lastSignInAt } accessToken expiresAt userErrors { code path } }
}`;

describe('signing in', () => {
  let test: TestApp;
  let roles: Record<string, string>;
  /** The name of the cookie, which contains the instance. */
  let refreshCookie: string;

  beforeAll(async () => {
    test = await startTestApp();
    const [instance] = await test.database.query<{ id: string }>(
      `select encode(substring(value for 5), 'hex') as id from secrets where name = 'instance'`,
    );
    refreshCookie = `rollcall_refresh_${instance?.id}`;
    roles = await roleIdsOf(test);
    await createUsers(
      test,
      { email: 'ann@example.org', password: PASSWORD, roleIds: [roles['Viewer']] },
      { email: 'ivy@example.org' },
    );
  });
  beforeEach(async () => {
    await test.database.query('delete from sign_in_limits');
    await test.database.query('delete from sessions');
  });
  afterAll(() => test.close());

  /** Sends the cookies it has received, as a browser does. */
  function browser(remoteAddress = '192.0.2.1') {
    const cookies = new Map<string, string>();
    const post = async (query: string, variables: object = {}, bearer?: string) => {
      const response = await test.app.inject({
        method: 'POST',
        url: '/graphql',
        remoteAddress,
        headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
        cookies: Object.fromEntries(cookies),
        payload: { query, variables },
      });
      for (const { name, value } of response.cookies) cookies.set(name, value);
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows the shape that it asked for
      return { ...response.json<{ data: any; errors?: any[] }>(), set: response.cookies };
    };
    const signIn = (email = 'ann@example.org', password = PASSWORD) =>
      post(SIGN_IN, { input: { email, password } });
    return { cookies, post, signIn };
  }

  const VIEWER = '{ viewer { email } }';
  const REFRESH = 'mutation { refreshSession { viewer { email } accessToken userErrors { code } } }';

  it('accepts the right password, and hides the refresh token from scripts and other sites', async () => {
    const { post, signIn } = browser();
    const { data, set } = await signIn(' ANN@example.org ');
    expect(data.signIn).toMatchObject({ viewer: { email: 'ann@example.org' }, userErrors: [] });
    expect(data.signIn.viewer.lastSignInAt).not.toBeNull();
    expect(set.find(({ name }) => name === refreshCookie)).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/graphql',
    });
    expect((await post(VIEWER, {}, data.signIn.accessToken)).data.viewer).toEqual({
      email: 'ann@example.org',
    });
    expect((await post(VIEWER)).data.viewer).toBeNull();
  });

  it.each([
    ['ann@example.org', 'wrong horse battery'],
    ['nobody@example.org', PASSWORD],
    ['ivy@example.org', PASSWORD],
    ['a\u0000b', PASSWORD],
  ])('gives the same answer to %s with %s', async (email, password) => {
    const { data, set } = await browser().signIn(email, password);
    expect(data.signIn).toEqual({
      viewer: null,
      accessToken: null,
      expiresAt: null,
      userErrors: [{ code: 'WRONG_CREDENTIALS', path: ['input'] }],
    });
    expect(set).toEqual([]);
  });

  it('renews a session once with each refresh token, and revokes it when an old one comes back', async () => {
    const { cookies, post, signIn } = browser();
    const first = (await signIn()).data.signIn.accessToken as string;
    const stolen = cookies.get(refreshCookie) as string;
    const renewed = await post(REFRESH);
    expect(renewed.data.refreshSession.viewer).toEqual({ email: 'ann@example.org' });
    expect(cookies.get(refreshCookie)).not.toBe(stolen);

    await test.database.query(`update sessions set renewed_at = now() - interval '31 seconds'`);
    const thief = browser('198.51.100.7');
    thief.cookies.set(refreshCookie, stolen);
    expect((await thief.post(REFRESH)).data.refreshSession).toEqual({
      viewer: null,
      accessToken: null,
      userErrors: [],
    });
    expect((await post(VIEWER, {}, first)).data.viewer).toBeNull();
    expect((await post(REFRESH)).data.refreshSession.viewer).toBeNull();
  });

  it('gives a browser that lost the answer the same refresh token again, for a short while', async () => {
    const { cookies, post, signIn } = browser();
    await signIn();
    const before = cookies.get(refreshCookie) as string;
    await post(REFRESH);
    const after = cookies.get(refreshCookie) as string;
    cookies.set(refreshCookie, before);
    expect((await post(REFRESH)).data.refreshSession.viewer).toEqual({ email: 'ann@example.org' });
    expect(cookies.get(refreshCookie)).toBe(after);
    expect((await post(REFRESH)).data.refreshSession.viewer).not.toBeNull();
  });

  it('gives twenty simultaneous renewals of one token the same next token', async () => {
    const { cookies, post, signIn } = browser();
    await signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(REFRESH)));
    expect(answers.every(({ data }) => data.refreshSession.viewer !== null)).toBe(true);
    const given = answers.flatMap(({ set }) => set.map(({ value }) => value));
    expect(given).toHaveLength(20);
    expect(new Set(given)).toEqual(new Set([cookies.get(refreshCookie)]));
    expect((await post(REFRESH)).data.refreshSession.viewer).not.toBeNull();
  });

  it('revokes the session at once if a token older than the previous one is used', async () => {
    const { cookies, post, signIn } = browser();
    await signIn();
    const first = cookies.get(refreshCookie) as string;
    await post(REFRESH);
    await post(REFRESH);
    const latest = cookies.get(refreshCookie) as string;
    cookies.set(refreshCookie, first);
    expect((await post(REFRESH)).data.refreshSession.viewer).toBeNull();
    cookies.set(refreshCookie, latest);
    expect((await post(REFRESH)).data.refreshSession.viewer).toBeNull();
    const [entry] = await test.database.query(
      `select changes -> 'reason' ->> 'after' as reason, actor_id from audit_entries
       where action = 'SESSION_REVOKED' order by id desc limit 1`,
    );
    expect(entry).toEqual({ reason: 'REFRESH_TOKEN_REUSED', actor_id: null });
  });

  it('keeps a session if its id comes with an invented refresh token', async () => {
    const { cookies, post, signIn } = browser();
    await signIn();
    const [id] = (cookies.get(refreshCookie) as string).split('.');
    const stranger = browser();
    stranger.cookies.set(refreshCookie, `${id}.${'A'.repeat(43)}`);
    expect((await stranger.post(REFRESH)).data.refreshSession.viewer).toBeNull();
    expect((await post(REFRESH)).data.refreshSession.viewer).not.toBeNull();
  });

  it('ends the session with signOut, at once', async () => {
    const { post, signIn } = browser();
    const token = (await signIn()).data.signIn.accessToken as string;
    await post('mutation { signOut { userErrors { code } } }', {}, token);
    expect((await post(VIEWER, {}, token)).data.viewer).toBeNull();
    expect((await post(REFRESH)).data.refreshSession.viewer).toBeNull();
  });

  it('ends the earlier session of the same browser', async () => {
    const { post, signIn } = browser();
    const former = (await signIn()).data.signIn.accessToken as string;
    const elsewhere = (await browser().signIn()).data.signIn.accessToken as string;
    await signIn();
    expect((await post(VIEWER, {}, former)).data.viewer).toBeNull();
    expect((await post(VIEWER, {}, elsewhere)).data.viewer).not.toBeNull();
  });

  it('ends a session after ninety days, however often it was renewed', async () => {
    const { post, signIn } = browser();
    await signIn();
    await test.database.query(`update sessions set created_at = now() - interval '89 days'`);
    expect((await post(REFRESH)).data.refreshSession.viewer).not.toBeNull();
    const [left] = await test.database.query<{ days: number }>(
      'select ceil(extract(epoch from expires_at - now()) / 86400)::int as days from sessions',
    );
    expect(left?.days).toBe(1);
  });

  it('makes a user sign in again after a deactivation or deletion was reverted', async () => {
    const { post, signIn } = browser();
    const { accessToken, viewer } = (await signIn()).data.signIn as {
      accessToken: string;
      viewer: { id: string };
    };
    for (const write of ['deactivateUser', 'reactivateUser', 'deleteUser', 'restoreUser']) {
      const id = viewer.id;
      const { data } = await test.graphql(`mutation { ${write}(id: "${id}") { userErrors { code } } }`);
      expect(data[write].userErrors).toEqual([]);
      if (write !== 'reactivateUser') continue;
      expect((await post(VIEWER, {}, accessToken)).data.viewer).toBeNull();
      expect((await post(REFRESH)).data.refreshSession.viewer).toBeNull();
    }
    expect(await test.database.query('select from sessions where revoked_at is null')).toEqual([]);
  });

  it('blocks a guesser after ten tries, but not the person in another network or in a known browser', async () => {
    const home = browser('203.0.113.5');
    await home.signIn();
    const guesser = browser('203.0.113.5');
    const codes: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      codes.push(
        (await guesser.signIn('ann@example.org', `guess number ${n}`)).data.signIn.userErrors[0].code,
      );
    }
    expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT', 'LIMIT']);
    expect((await guesser.signIn()).data.signIn.userErrors[0].code).toBe('LIMIT');
    expect((await browser('203.0.113.99').signIn()).data.signIn.userErrors).toEqual([]);
    expect((await home.signIn()).data.signIn.userErrors).toEqual([]);
  });

  it('refuses reads without a sign-in, and writes by a Viewer', async () => {
    const { post, signIn } = browser();
    expect((await post('{ users { totalCount } }')).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    const token = (await signIn()).data.signIn.accessToken as string;
    expect((await post('{ users { totalCount } }', {}, token)).data.users.totalCount).toBe(2);
    const write =
      'mutation { createUser(input: { email: "x@example.org", displayName: "X" }) { user { id } } }';
    expect((await post(write, {}, token)).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('applies the loss of a role at once', async () => {
    const { post, signIn } = browser();
    const token = (await signIn()).data.signIn.accessToken as string;
    await test.database.query('delete from user_roles');
    try {
      expect((await post('{ users { totalCount } }', {}, token)).errors?.[0].extensions.code).toBe(
        'FORBIDDEN',
      );
    } finally {
      await test.database.query(
        `insert into user_roles select u.id, r.id from users u, roles r
         where u.email = 'ann@example.org' and r.name = 'Viewer'`,
      );
    }
  });
});
