import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { openBrowser } from '../../testing/test-browser.js';
import {
  auditedActions,
  codeOf,
  CONFIRM,
  forgetSignIns,
  PASSWORD,
  SECURITY,
  withTotp,
} from '../../testing/accounts/totp.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const ANN = 'ann@example.org';
const BEA = 'bea@example.org';
const DISABLE = `mutation ($proof: ProofInput!) { disableTotp(proof: $proof) { ${SECURITY} userErrors { code path } } }`;

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
beforeEach(() => forgetSignIns(test));
afterAll(() => test.close());

const makeOld = () => test.database.query(`update sessions set created_at = now() - interval '11 minutes'`);

describe('setting up an authenticator app', () => {
  it('accepts a code of the new key, and shows recovery codes once', async () => {
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
    expect(await auditedActions(test)).toContain('SECOND_FACTOR_ENABLED');
    expect((await browser.post('mutation { startTotp { key userErrors { code } } }')).data.startTotp).toEqual(
      {
        key: null,
        userErrors: [{ code: 'INVALID' }],
      },
    );
  });

  it('asks for the password if the sign-in is not recent', async () => {
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

  it('needs a session: an access token can neither see nor change it', async () => {
    for (const query of ['{ security { totpSince } }', 'mutation { startTotp { key } }']) {
      expect((await test.graphql(query)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
      expect((await openBrowser(test).post(query)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('stores no readable key or code in the database or the audit trail', async () => {
    const { key, codes } = await withTotp(test, ANN);
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

describe('switching it off', () => {
  it.each([
    ['nothing', () => ({}), 'REQUIRED'],
    ['a wrong password', () => ({ password: 'wrong horse' }), 'WRONG_CREDENTIALS'],
    ['an old code', (key: string) => ({ code: codeOf(key, -3) }), 'WRONG_CREDENTIALS'],
  ])('is refused for %s, even just after signing in', async (_what, proof, code) => {
    const { browser, key } = await withTotp(test, ANN);
    const { disableTotp } = (await browser.post(DISABLE, { proof: proof(key) })).data;
    expect(disableTotp.userErrors[0].code).toBe(code);
    expect(disableTotp.security.totpSince).not.toBeNull();
  });

  it.each([
    ['the password', () => ({ password: PASSWORD })],
    ['a code', (key: string) => ({ code: codeOf(key) })],
  ])('accepts %s, and signing in then asks for no code', async (_what, proof) => {
    const { browser, key } = await withTotp(test, ANN);
    const { disableTotp } = (await browser.post(DISABLE, { proof: proof(key) })).data;
    expect(disableTotp).toMatchObject({
      security: { totpSince: null, recoveryCodesLeft: 0 },
      userErrors: [],
    });
    expect((await openBrowser(test).signIn(ANN, PASSWORD)).accessToken).not.toBeNull();
    expect(await auditedActions(test)).toContain('SECOND_FACTOR_DISABLED');
  });

  it('limits a stolen session to ten guesses', async () => {
    const { browser } = await withTotp(test, ANN);
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

  it('removes the factor of a user who lost the phone', async () => {
    await withTotp(test, ANN);
    const admin = await as('ada@example.org');
    const id = await idOf(ANN);
    const seen = await admin.post('query ($id: ID!) { user(id: $id) { hasSecondFactor } }', { id });
    expect(seen.data.user.hasSecondFactor).toBe(true);
    const { resetSecondFactor } = (await admin.post(RESET, { id })).data;
    expect(resetSecondFactor).toEqual({ user: { email: ANN, hasSecondFactor: false }, userErrors: [] });
    expect(await auditedActions(test)).toContain('SECOND_FACTOR_RESET');
    expect((await openBrowser(test).signIn(ANN, PASSWORD)).accessToken).not.toBeNull();
  });

  it('cannot do so for users with more permissions, for themselves, or for an unknown id', async () => {
    await withTotp(test, 'own@example.org');
    const { browser: admin } = await withTotp(test, 'ada@example.org');
    const reset = async (id: string | undefined) =>
      (await admin.post(RESET, { id })).data.resetSecondFactor.userErrors[0];
    expect(await reset(await idOf('own@example.org'))).toEqual({ code: 'NOT_ALLOWED', path: ['id'] });
    expect(await reset(await idOf('ada@example.org'))).toEqual({ code: 'SELF', path: ['id'] });
    expect(await reset('01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b')).toEqual({ code: 'NOT_FOUND', path: ['id'] });
    expect(await test.database.query('select from totp_factors')).toHaveLength(2);
  });

  it('needs USERS_WRITE, also to see who has a factor', async () => {
    await withTotp(test, BEA);
    const browser = await as(ANN);
    const id = await idOf(BEA);
    expect((await browser.post(RESET, { id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    const seen = await browser.post('query ($id: ID!) { user(id: $id) { hasSecondFactor } }', { id });
    expect(seen.data.user.hasSecondFactor).toBeNull();
  });
});
