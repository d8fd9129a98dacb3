import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SoftwareAuthenticator } from '../../testing/accounts/software-authenticator.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { openBrowser, type TestBrowser } from '../../testing/test-browser.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const ANN = 'ann@example.org';
const SITE = { origin: 'https://rollcall.example.org', rpId: 'rollcall.example.org' };
const PASSKEYS = 'security { passkeys { id name lastUsedAt } } userErrors { code path }';
const START =
  'mutation ($proof: ProofInput) { startPasskey(proof: $proof) { options userErrors { code path } } }';
const ADD = `mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { ${PASSKEYS} } }`;
const RENAME = `mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { ${PASSKEYS} } }`;
const REMOVE = `mutation ($id: ID!, $proof: ProofInput) { removePasskey(id: $id, proof: $proof) { ${PASSKEYS} } }`;
const ENTER = `mutation ($input: PasskeySignInInput!) { signInWithPasskey(input: $input) {
  viewer { email } accessToken userErrors { code path } } }`;

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ env: { PUBLIC_URL: SITE.origin } });
  await createUsers(
    test,
    { email: ANN, password: PASSWORD },
    { email: 'bea@example.org', password: PASSWORD },
  );
});
beforeEach(async () => {
  for (const table of ['sign_in_limits', 'sessions', 'passkeys', 'passkey_challenges', 'totp_factors']) {
    await test.database.query(`delete from ${table}`);
  }
});
afterAll(() => test.close());

async function signedIn(email = ANN): Promise<TestBrowser> {
  const browser = openBrowser(test);
  await browser.signIn(email, PASSWORD);
  return browser;
}

const start = async (browser: TestBrowser) => (await browser.post(START)).data.startPasskey.options;

const add = async (browser: TestBrowser, answer: object, name = 'My phone') =>
  (await browser.post(ADD, { input: { answer, name } })).data.addPasskey;

async function withPasskey(browser: TestBrowser) {
  const device = new SoftwareAuthenticator(SITE);
  const added = await add(browser, device.register(await start(browser)));
  expect(added.userErrors).toEqual([]);
  return { device, passkey: added.security.passkeys[0] as { id: string; name: string } };
}

const startSignIn = async (browser: TestBrowser) =>
  (await browser.post('mutation { startPasskeySignIn { options } }')).data.startPasskeySignIn.options;

const enter = async (browser: TestBrowser, answer: object) => {
  const { signInWithPasskey } = (await browser.post(ENTER, { input: { answer } })).data;
  browser.enter(signInWithPasskey);
  return signInWithPasskey;
};

const lastAction = async () =>
  (
    await test.database.query<{ action: string }>(
      'select action from audit_entries order by position desc, id desc limit 1',
    )
  )[0]?.action;

describe('adding a passkey', () => {
  it('asks for a discoverable passkey with user verification', async () => {
    const options = await start(await signedIn());
    expect(options).toMatchObject({
      rp: { id: SITE.rpId },
      user: { name: ANN },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(Buffer.from(options.user.id, 'base64url')).toHaveLength(16);
  });

  it('stores it by name, and excludes it from the next request', async () => {
    const browser = await signedIn();
    const { device } = await withPasskey(browser);
    expect(await lastAction()).toBe('PASSKEY_ADDED');
    expect((await start(browser)).excludeCredentials).toEqual([
      { id: device.id, transports: ['internal'], type: 'public-key' },
    ]);
  });

  it.each([
    ['of another site', { origin: 'https://rollcall.example.com' }],
    ['for another site', { rpId: 'example.com' }],
    ['that did not check its person', { verified: false }],
    ['to a challenge that is made up', { challenge: 'AAAA' }],
  ])('refuses an answer %s', async (_what, own) => {
    const browser = await signedIn();
    const refused = await add(browser, new SoftwareAuthenticator(SITE).register(await start(browser), own));
    expect(refused).toEqual({
      security: { passkeys: [] },
      userErrors: [{ code: 'INVALID', path: ['input', 'answer'] }],
    });
  });

  it.each([[{}], [{ response: {} }], [{ response: { clientDataJSON: 'bnVsbA' } }]])(
    'refuses what is no answer: %j',
    async (answer) => {
      expect((await add(await signedIn(), answer)).userErrors[0].code).toBe('INVALID');
    },
  );

  it('refuses a challenge of another user, a used one and an expired one', async () => {
    const browser = await signedIn();
    const other = await signedIn('bea@example.org');
    const device = () => new SoftwareAuthenticator(SITE);
    const stolen = await start(other);
    expect((await add(browser, device().register(stolen))).userErrors[0].code).toBe('INVALID');
    const used = await start(browser);
    expect((await add(browser, device().register(used))).userErrors).toEqual([]);
    expect((await add(browser, device().register(used))).userErrors[0].code).toBe('INVALID');
    const old = await start(browser);
    await test.database.query(`update passkey_challenges set expires_at = now() - interval '1 second'`);
    expect((await add(browser, device().register(old))).userErrors[0].code).toBe('INVALID');
    const toSignIn = await startSignIn(browser);
    const answer = device().register({ ...toSignIn, user: { id: 'AAAA' } });
    expect((await add(browser, answer)).userErrors[0].code).toBe('INVALID');
  });

  it.each([
    ['', 'REQUIRED'],
    ['   ', 'REQUIRED'],
    ['x'.repeat(101), 'TOO_LONG'],
    ['a\u0000b', 'INVALID'],
  ])('refuses the name %j', async (name, code) => {
    const browser = await signedIn();
    const answer = new SoftwareAuthenticator(SITE).register(await start(browser));
    expect((await add(browser, answer, name)).userErrors).toEqual([{ code, path: ['input', 'name'] }]);
  });

  it('accepts twenty passkeys, and one per authenticator', async () => {
    const browser = await signedIn();
    const { device } = await withPasskey(browser);
    expect((await add(browser, device.register(await start(browser)))).userErrors[0].code).toBe('INVALID');
    const last = await start(browser);
    await test.database
      .query(`insert into passkeys (user_id, name, credential_id, public_key, counter, transports)
      select user_id, name, n::text, public_key, 0, transports from passkeys, generate_series(1, 19) as n`);
    const refused = await add(browser, new SoftwareAuthenticator(SITE).register(last));
    expect(refused.userErrors[0].code).toBe('LIMIT');
    expect((await browser.post(START)).data.startPasskey.userErrors[0].code).toBe('LIMIT');
  });

  it('asks for the password if the sign-in is not recent', async () => {
    const browser = await signedIn();
    const { passkey } = await withPasskey(browser);
    await test.database.query(`update sessions set created_at = now() - interval '11 minutes'`);
    const required = [{ code: 'REQUIRED', path: ['proof', 'password'] }];
    expect((await browser.post(START)).data.startPasskey).toEqual({ options: null, userErrors: required });
    expect((await browser.post(REMOVE, { id: passkey.id })).data.removePasskey.userErrors).toEqual(required);
    const proof = { password: PASSWORD };
    expect((await browser.post(START, { proof })).data.startPasskey.userErrors).toEqual([]);
  });
});

describe('one’s passkeys', () => {
  it('are renamed and removed', async () => {
    const browser = await signedIn();
    const { passkey } = await withPasskey(browser);
    const renamed = await browser.post(RENAME, { input: { id: passkey.id, name: ' Key ring ' } });
    expect(renamed.data.renamePasskey.security.passkeys[0].name).toBe('Key ring');
    expect(await lastAction()).toBe('PASSKEY_RENAMED');
    const removed = await browser.post(REMOVE, { id: passkey.id });
    expect(removed.data.removePasskey).toEqual({ security: { passkeys: [] }, userErrors: [] });
    expect(await lastAction()).toBe('PASSKEY_REMOVED');
    const again = await browser.post(REMOVE, { id: passkey.id });
    expect(again.data.removePasskey.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
  });

  it('cannot be seen or changed by others', async () => {
    const { passkey } = await withPasskey(await signedIn());
    const other = await signedIn('bea@example.org');
    expect((await other.post(`{ security { passkeys { id } } }`)).data.security.passkeys).toEqual([]);
    for (const id of [passkey.id, 'no id']) {
      const renamed = await other.post(RENAME, { input: { id, name: 'Mine' } });
      expect(renamed.data.renamePasskey.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'id'] }]);
      expect((await other.post(REMOVE, { id })).data.removePasskey.userErrors[0].code).toBe('NOT_FOUND');
    }
    expect(await test.database.query('select from passkeys')).toHaveLength(1);
  });
});

describe('signing in with a passkey', () => {
  it('needs no address, no password and no code', async () => {
    const { device } = await withPasskey(await signedIn());
    await test.database.query(
      `insert into totp_factors (user_id, sealed_key, confirmed_at, last_step)
      select id, 'x', now(), 0 from users where email = $1`,
      [ANN],
    );
    const browser = openBrowser(test);
    expect((await browser.signIn(ANN, PASSWORD)).accessToken).toBeNull();
    const options = await startSignIn(browser);
    expect(options).toMatchObject({ rpId: SITE.rpId, userVerification: 'required' });
    expect(options).not.toHaveProperty('allowCredentials');
    expect(await enter(browser, device.signIn(options))).toMatchObject({
      viewer: { email: ANN },
      userErrors: [],
    });
    expect(await lastAction()).toBe('SIGNED_IN');
    expect(
      await test.database.query(
        `select changes -> 'method' ->> 'after' as method from audit_entries where action = 'SIGNED_IN'
         order by position desc, id desc limit 1`,
      ),
    ).toEqual([{ method: 'PASSKEY' }]);
    const { security } = (await browser.post('{ security { passkeys { lastUsedAt } } }')).data;
    expect(security.passkeys[0].lastUsedAt).not.toBeNull();
  });

  const refusal = [{ code: 'WRONG_CREDENTIALS', path: ['input', 'answer'] }];

  it.each([
    ['of another site', { origin: 'https://rollcall.example.com' }],
    ['for another site', { rpId: 'example.com' }],
    ['that did not check its person', { verified: false }],
    ['to a challenge that is made up', { challenge: 'AAAA' }],
    ['for another user', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('refuses an answer %s', async (_what, own) => {
    const { device } = await withPasskey(await signedIn());
    const browser = openBrowser(test);
    const refused = await enter(browser, device.signIn(await startSignIn(browser), own));
    expect(refused).toEqual({ viewer: null, accessToken: null, userErrors: refusal });
    expect(browser.cookies.size).toBe(0);
  });

  it('refuses an unknown passkey and a removed one', async () => {
    const owner = await signedIn();
    const { device, passkey } = await withPasskey(owner);
    const browser = openBrowser(test);
    const stranger = new SoftwareAuthenticator(SITE);
    expect((await enter(browser, stranger.signIn(await startSignIn(browser)))).userErrors).toEqual(refusal);
    await owner.post(REMOVE, { id: passkey.id });
    expect((await enter(browser, device.signIn(await startSignIn(browser)))).userErrors).toEqual(refusal);
  });

  it('refuses another user’s signature with one’s own passkey id', async () => {
    const { device } = await withPasskey(await signedIn());
    const browser = openBrowser(test);
    const forged = new SoftwareAuthenticator(SITE).signIn(await startSignIn(browser));
    expect((await enter(browser, { ...forged, id: device.id, rawId: device.id })).userErrors).toEqual(
      refusal,
    );
    expect(await lastAction()).not.toBe('SIGNED_IN');
  });

  it('accepts an answer once, and none to an expired challenge', async () => {
    const { device } = await withPasskey(await signedIn());
    const browser = openBrowser(test);
    const answer = device.signIn(await startSignIn(browser));
    expect((await enter(browser, answer)).userErrors).toEqual([]);
    expect((await enter(openBrowser(test), answer)).userErrors).toEqual(refusal);
    const old = device.signIn(await startSignIn(browser));
    await test.database.query(`update passkey_challenges set expires_at = now() - interval '1 second'`);
    expect((await enter(openBrowser(test), old)).userErrors).toEqual(refusal);
  });

  it('refuses a copied passkey, whose signature counter is behind', async () => {
    const { device } = await withPasskey(await signedIn());
    const browser = openBrowser(test);
    const answer = async (counter: number) => device.signIn(await startSignIn(browser), { counter });
    expect((await enter(browser, await answer(7))).userErrors).toEqual([]);
    expect((await enter(browser, await answer(7))).userErrors).toEqual(refusal);
    expect((await enter(browser, await answer(8))).userErrors).toEqual([]);
  });

  it('refuses users who may no longer sign in', async () => {
    const { device } = await withPasskey(await signedIn());
    await test.database.query('update users set deactivated_at = now() where email = $1', [ANN]);
    try {
      const browser = openBrowser(test);
      expect((await enter(browser, device.signIn(await startSignIn(browser)))).userErrors).toEqual(refusal);
      expect(await lastAction()).toBe('SIGN_IN_FAILED');
    } finally {
      await test.database.query('update users set deactivated_at = null where email = $1', [ANN]);
    }
  });
});
