import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { openBrowser, type TestBrowser } from '../../testing/test-browser.js';
import { createUsers, roleIdsOf } from '../../testing/user-requests.js';

const PASSWORD = 'correct horse battery';
const ANN = 'ann@example.org';
const BEA = 'bea@example.org';
const SECURITY = 'security { totpSince recoveryCodesLeft isSignInRecent }';
const CONFIRM = `mutation ($code: String!, $proof: ProofInput) { confirmTotp(input: { code: $code }, proof: $proof) {
  recoveryCodes ${SECURITY} userErrors { code path } } }`;
const DISABLE = `mutation ($proof: ProofInput!) { disableTotp(proof: $proof) { ${SECURITY} userErrors { code path } } }`;
const RENEW = `mutation ($proof: ProofInput!) { renewRecoveryCodes(proof: $proof) {
  recoveryCodes ${SECURITY} userErrors { code path } } }`;

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
  const roles = await roleIdsOf(test);
  await createUsers(
    test,
    { email: ANN, password: PASSWORD, roleIds: [roles['Viewer']] },
    { email: BEA, password: PASSWORD, roleIds: [roles['Viewer']] },
    { email: 'ada@example.org', password: PASSWORD, roleIds: [roles['Administrator']] },
    { email: 'own@example.org', password: PASSWORD, roleIds: [roles['Owner']] },
  );
});
beforeEach(async () => {
  for (const table of [
    'sign_in_limits',
    'sessions',
    'totp_factors',
    'recovery_codes',
    'sign_in_challenges',
  ]) {
    await test.database.query(`delete from ${table}`);
  }
});
afterAll(() => test.close());

/** What an app shows, so many steps from now. */
function codeOf(key: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + steps * 30_000 });
}

/** As time goes by: codes that were used are old ones by then. */
const forgetSteps = () => test.database.query('update totp_factors set last_step = 0');

async function setUp(browser: TestBrowser): Promise<{ key: string; codes: string[] }> {
  const { data } = await browser.post('mutation { startTotp { key uri userErrors { code } } }');
  const key = data.startTotp.key as string;
  const confirmed = await browser.post(CONFIRM, { code: codeOf(key) });
  expect(confirmed.data.confirmTotp.userErrors).toEqual([]);
  await forgetSteps();
  return { key, codes: confirmed.data.confirmTotp.recoveryCodes as string[] };
}

async function withTotp(email: string) {
  const browser = openBrowser(test);
  await browser.signIn(email, PASSWORD);
  return { browser, ...(await setUp(browser)) };
}

const makeOld = () => test.database.query(`update sessions set created_at = now() - interval '11 minutes'`);

const actions = async () =>
  (
    await test.database.query<{ action: string }>(
      'select action from audit_entries order by position desc, id desc limit 10',
    )
  ).map(({ action }) => action);

describe('setting up an authenticator app', () => {
  it('takes a code of the new key, and shows recovery codes once', async () => {
    const browser = openBrowser(test);
    await browser.signIn(ANN, PASSWORD);
    const { data } = await browser.post('mutation { startTotp { key uri } }');
    const { key, uri } = data.startTotp as { key: string; uri: string };
    expect(new URL(uri).searchParams.get('secret')).toBe(key);
    expect(uri).toContain(encodeURIComponent(ANN));
    expect((await browser.signIn(ANN, PASSWORD)).secondFactor).toBeNull();

    const wrong = await browser.post(CONFIRM, { code: codeOf(key, 5) });
    expect(wrong.data.confirmTotp).toMatchObject({
      recoveryCodes: [],
      security: { totpSince: null },
      userErrors: [{ code: 'WRONG_CREDENTIALS', path: ['input', 'code'] }],
    });
    const { confirmTotp } = (await browser.post(CONFIRM, { code: codeOf(key) })).data;
    expect(confirmTotp.security.totpSince).not.toBeNull();
    expect(new Set(confirmTotp.recoveryCodes).size).toBe(10);
    expect(await actions()).toContain('SECOND_FACTOR_ENABLED');
    expect((await browser.post('mutation { startTotp { key userErrors { code } } }')).data.startTotp).toEqual(
      {
        key: null,
        userErrors: [{ code: 'INVALID' }],
      },
    );
  });

  it('asks for the password where one signed in long ago', async () => {
    const browser = openBrowser(test);
    await browser.signIn(ANN, PASSWORD);
    await makeOld();
    const { key } = (await browser.post('mutation { startTotp { key } }')).data.startTotp;
    const without = await browser.post(CONFIRM, { code: codeOf(key) });
    expect(without.data.confirmTotp.userErrors).toEqual([{ code: 'REQUIRED', path: ['proof', 'password'] }]);
    const wrong = await browser.post(CONFIRM, { code: codeOf(key), proof: { password: 'wrong horse' } });
    expect(wrong.data.confirmTotp.userErrors).toEqual([
      { code: 'WRONG_CREDENTIALS', path: ['proof', 'password'] },
    ]);
    const right = await browser.post(CONFIRM, { code: codeOf(key), proof: { password: PASSWORD } });
    expect(right.data.confirmTotp.userErrors).toEqual([]);
  });

  it('is for who signed in: an access token can neither see nor change it', async () => {
    for (const query of ['{ security { totpSince } }', 'mutation { startTotp { key } }']) {
      expect((await test.graphql(query)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
      expect((await openBrowser(test).post(query)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('leaves no key and no code in the database or in the trail to be read', async () => {
    const { key, codes } = await withTotp(ANN);
    const rows = await test.database.query(
      `select encode(sealed_key, 'escape') as text from totp_factors
       union all select encode(hash, 'escape') from recovery_codes
       union all select changes::text from audit_entries`,
    );
    const text = JSON.stringify(rows);
    for (const secret of [key, ...codes]) expect(text).not.toContain(secret);
    expect(JSON.stringify(test.logs)).not.toContain(key);
  });
});

describe('signing in with a second factor', () => {
  it('takes the password and a code, which is good once', async () => {
    const { key } = await withTotp(ANN);
    const browser = openBrowser(test);
    const first = await browser.signIn(ANN, PASSWORD);
    expect(first).toMatchObject({ viewer: null, accessToken: null, userErrors: [] });
    expect(first.secondFactor.methods).toEqual(['TOTP', 'RECOVERY_CODE']);
    expect([...browser.cookies.keys()]).toEqual([]);

    const { challenge } = first.secondFactor;
    const code = codeOf(key);
    const done = await browser.completeSignIn(challenge, code);
    expect(done).toMatchObject({ viewer: { email: ANN }, userErrors: [] });
    expect((await browser.post('{ viewer { email } }')).data.viewer).toEqual({ email: ANN });
    expect((await actions())[0]).toBe('SIGNED_IN');

    const again = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
    const replayed = await openBrowser(test).completeSignIn(again.challenge, code);
    expect(replayed.userErrors).toEqual([{ code: 'WRONG_CREDENTIALS', path: ['input', 'code'] }]);
    const next = await openBrowser(test).completeSignIn(again.challenge, codeOf(key, 1));
    expect(next.userErrors).toEqual([]);
  });

  it.each([
    [
      'one that is wrong',
      (key: string) => codeOf(key).replace(/./, (digit) => String((Number(digit) + 1) % 10)),
    ],
    ['an old one', (key: string) => codeOf(key, -3)],
    ['one of the future', (key: string) => codeOf(key, 3)],
    ['none', () => ''],
    ['a text', () => 'let me in'],
    ['a recovery code that is made up', () => '0000-0000-0000-0000'],
  ])('refuses a code that is %s, and takes the right one after it', async (_what, make) => {
    const { key } = await withTotp(ANN);
    const browser = openBrowser(test);
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    const refused = await browser.completeSignIn(challenge, make(key));
    expect(refused).toMatchObject({
      viewer: null,
      accessToken: null,
      userErrors: [{ code: 'WRONG_CREDENTIALS', path: ['input', 'code'] }],
    });
    expect(browser.cookies.size).toBe(0);
    expect((await actions())[0]).toBe('SIGN_IN_FAILED');
    expect((await browser.completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
  });

  it('takes a challenge once, for five minutes, and none that is made up', async () => {
    const { key } = await withTotp(ANN);
    const browser = openBrowser(test);
    const late = [{ code: 'NOT_FOUND', path: ['input', 'challenge'] }];
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    await browser.completeSignIn(challenge, codeOf(key));
    expect((await browser.completeSignIn(challenge, codeOf(key, 1))).userErrors).toEqual(late);

    const old = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor.challenge;
    await test.database.query(`update sign_in_challenges set expires_at = now() - interval '1 second'`);
    expect((await browser.completeSignIn(old, codeOf(key, 1))).userErrors).toEqual(late);
    expect((await browser.completeSignIn('made-up', codeOf(key, 1))).userErrors).toEqual(late);
  });

  it('does not take another’s code', async () => {
    await withTotp(ANN);
    const { key, codes } = await withTotp(BEA);
    const browser = openBrowser(test);
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    for (const code of [codeOf(key), codes[0] as string]) {
      expect((await browser.completeSignIn(challenge, code)).userErrors[0].code).toBe('WRONG_CREDENTIALS');
    }
  });

  it('lets in one of twenty who use the same code at once', async () => {
    const { key } = await withTotp(ANN);
    await test.database.query('delete from sign_in_limits');
    const challenges: string[] = [];
    for (let n = 0; n < 9; n += 1) {
      challenges.push((await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor.challenge);
    }
    const code = codeOf(key);
    const answers = await Promise.all(
      challenges.map((challenge) => openBrowser(test).completeSignIn(challenge, code)),
    );
    expect(answers.filter(({ accessToken }) => accessToken !== null)).toHaveLength(1);
  });

  it('holds on every server', async () => {
    const { key } = await withTotp(ANN);
    const other = await startTestApp({ database: test.database });
    try {
      const { challenge } = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
      expect((await openBrowser(other).completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
    } finally {
      await other.app.close();
    }
  });

  it('ends for who was let go between the two steps', async () => {
    const { key } = await withTotp(ANN);
    const { challenge } = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
    await test.database.query('update users set deactivated_at = now() where email = $1', [ANN]);
    try {
      const refused = await openBrowser(test).completeSignIn(challenge, codeOf(key));
      expect(refused.userErrors[0].code).toBe('NOT_FOUND');
    } finally {
      await test.database.query('update users set deactivated_at = null where email = $1', [ANN]);
    }
  });
});

describe('guessing a code', () => {
  const wrong = '000000';

  it('ends after ten tries, from however many networks, but not for a browser that was here before', async () => {
    const { browser: home, key } = await withTotp(ANN);
    const codes: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const thief = openBrowser(test, `198.51.100.${n}`);
      const { challenge } = (await thief.signIn(ANN, PASSWORD)).secondFactor;
      codes.push((await thief.completeSignIn(challenge, wrong)).userErrors[0].code);
    }
    expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT', 'LIMIT']);
    const { challenge } = (await home.signIn(ANN, PASSWORD)).secondFactor;
    expect((await home.completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
  });

  it('can’t be used up by who lacks the password', async () => {
    const { key } = await withTotp(ANN);
    for (let n = 0; n < 30; n += 1) await openBrowser(test).completeSignIn(`made up ${n}`, wrong);
    const browser = openBrowser(test, '203.0.113.9');
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    expect((await browser.completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
  });

  it('gets ten challenges from one network for a password that was right, and no more', async () => {
    await withTotp(ANN);
    await test.database.query('delete from sign_in_limits');
    const thief = openBrowser(test, '198.51.100.7');
    for (let n = 0; n < 10; n += 1) expect((await thief.signIn(ANN, PASSWORD)).secondFactor).not.toBeNull();
    expect((await thief.signIn(ANN, PASSWORD)).userErrors[0].code).toBe('LIMIT');
  });
});

describe('a recovery code', () => {
  it('signs in once, however it is typed', async () => {
    const { codes } = await withTotp(ANN);
    const browser = openBrowser(test);
    const typed = (codes[3] as string).toLowerCase().replaceAll('-', ' ');
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    expect((await browser.completeSignIn(challenge, typed)).userErrors).toEqual([]);
    expect((await browser.post('{ security { recoveryCodesLeft } }')).data.security.recoveryCodesLeft).toBe(
      9,
    );
    expect(await actions()).toContain('RECOVERY_CODE_USED');

    const again = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor.challenge;
    expect((await openBrowser(test).completeSignIn(again, codes[3] as string)).userErrors[0].code).toBe(
      'WRONG_CREDENTIALS',
    );
  });

  it('ends when new ones are made, which takes the password or a code', async () => {
    const { browser, codes } = await withTotp(ANN);
    expect((await browser.post(RENEW, { proof: {} })).data.renewRecoveryCodes.userErrors).toEqual([
      { code: 'REQUIRED', path: ['proof', 'password'] },
    ]);
    const { renewRecoveryCodes } = (await browser.post(RENEW, { proof: { code: codes[0] } })).data;
    expect(renewRecoveryCodes.recoveryCodes).toHaveLength(10);
    expect(renewRecoveryCodes.security.recoveryCodesLeft).toBe(10);
    const { challenge } = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
    const old = await openBrowser(test).completeSignIn(challenge, codes[1] as string);
    expect(old.userErrors[0].code).toBe('WRONG_CREDENTIALS');
    const fresh = await openBrowser(test).completeSignIn(challenge, renewRecoveryCodes.recoveryCodes[0]);
    expect(fresh.userErrors).toEqual([]);
  });
});

describe('switching it off', () => {
  it.each([
    ['nothing', () => ({}), 'REQUIRED'],
    ['a wrong password', () => ({ password: 'wrong horse' }), 'WRONG_CREDENTIALS'],
    ['an old code', (key: string) => ({ code: codeOf(key, -3) }), 'WRONG_CREDENTIALS'],
  ])('is refused for %s, even just after signing in', async (_what, proof, code) => {
    const { browser, key } = await withTotp(ANN);
    const { disableTotp } = (await browser.post(DISABLE, { proof: proof(key) })).data;
    expect(disableTotp.userErrors[0].code).toBe(code);
    expect(disableTotp.security.totpSince).not.toBeNull();
  });

  it.each([
    ['the password', () => ({ password: PASSWORD })],
    ['a code', (key: string) => ({ code: codeOf(key) })],
  ])('takes %s, and signing in asks for no code any more', async (_what, proof) => {
    const { browser, key } = await withTotp(ANN);
    const { disableTotp } = (await browser.post(DISABLE, { proof: proof(key) })).data;
    expect(disableTotp).toMatchObject({
      security: { totpSince: null, recoveryCodesLeft: 0 },
      userErrors: [],
    });
    expect((await openBrowser(test).signIn(ANN, PASSWORD)).accessToken).not.toBeNull();
    expect(await actions()).toContain('SECOND_FACTOR_DISABLED');
  });

  it('gives a stolen session ten guesses', async () => {
    const { browser } = await withTotp(ANN);
    const codes: string[] = [];
    for (let n = 0; n < 11; n += 1) {
      const proof = { code: '000000' };
      codes.push((await browser.post(DISABLE, { proof })).data.disableTotp.userErrors[0].code);
    }
    expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT']);
    expect((await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor).not.toBeNull();
  });
});

describe('an administrator', () => {
  const RESET = `mutation ($id: ID!) { resetSecondFactor(id: $id) {
    user { email hasSecondFactor } userErrors { code path } } }`;
  const as = async (email: string) => {
    const browser = openBrowser(test);
    await browser.signIn(email, PASSWORD);
    return browser;
  };
  const idOf = async (email: string) =>
    (await test.database.query<{ id: string }>('select id from users where email = $1', [email]))[0]?.id;

  it('takes away the factor of who lost their phone', async () => {
    await withTotp(ANN);
    const admin = await as('ada@example.org');
    const id = await idOf(ANN);
    const seen = await admin.post('query ($id: ID!) { user(id: $id) { hasSecondFactor } }', { id });
    expect(seen.data.user.hasSecondFactor).toBe(true);
    const { resetSecondFactor } = (await admin.post(RESET, { id })).data;
    expect(resetSecondFactor).toEqual({ user: { email: ANN, hasSecondFactor: false }, userErrors: [] });
    expect(await actions()).toContain('SECOND_FACTOR_RESET');
    expect((await openBrowser(test).signIn(ANN, PASSWORD)).accessToken).not.toBeNull();
  });

  it('cannot do so to who may do more, nor to themselves, nor to nobody', async () => {
    await withTotp('own@example.org');
    const { browser: admin } = await withTotp('ada@example.org');
    const reset = async (id: string | undefined) =>
      (await admin.post(RESET, { id })).data.resetSecondFactor.userErrors[0];
    expect(await reset(await idOf('own@example.org'))).toEqual({ code: 'NOT_ALLOWED', path: ['id'] });
    expect(await reset(await idOf('ada@example.org'))).toEqual({ code: 'SELF', path: ['id'] });
    expect(await reset('01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b')).toEqual({ code: 'NOT_FOUND', path: ['id'] });
    expect(await test.database.query('select from totp_factors')).toHaveLength(2);
  });

  it('is needed: who may not write users can neither do nor see it', async () => {
    await withTotp(BEA);
    const browser = await as(ANN);
    const id = await idOf(BEA);
    expect((await browser.post(RESET, { id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    const seen = await browser.post('query ($id: ID!) { user(id: $id) { hasSecondFactor } }', { id });
    expect(seen.data.user.hasSecondFactor).toBeNull();
  });
});
