import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { openBrowser } from '../../testing/test-browser.js';
import {
  auditedActions,
  codeOf,
  forgetSignIns,
  PASSWORD,
  SECURITY,
  withTotp,
} from '../../testing/accounts/totp.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const ANN = 'ann@example.org';
const BEA = 'bea@example.org';
const RENEW = `mutation ($proof: ProofInput!) { renewRecoveryCodes(proof: $proof) {
  recoveryCodes ${SECURITY} userErrors { code path } } }`;

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
  await createUsers(test, { email: ANN, password: PASSWORD }, { email: BEA, password: PASSWORD });
});
beforeEach(() => forgetSignIns(test));
afterAll(() => test.close());

describe('signing in with a second factor', () => {
  it('needs the password and a code, which is valid once', async () => {
    const { key } = await withTotp(test, ANN);
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
    expect((await auditedActions(test))[0]).toBe('SIGNED_IN');
    expect(
      await test.database.query(
        `select changes -> 'method' ->> 'after' as method from audit_entries where action = 'SIGNED_IN'
         order by position desc, id desc limit 1`,
      ),
    ).toEqual([{ method: 'PASSWORD_AND_CODE' }]);

    const again = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
    const replayed = await openBrowser(test).completeSignIn(again.challenge, code);
    expect(replayed.userErrors).toEqual([{ code: 'WRONG_CREDENTIALS', path: ['input', 'code'] }]);
    const next = await openBrowser(test).completeSignIn(again.challenge, codeOf(key, 1));
    expect(next.userErrors).toEqual([]);
  });

  it.each(['٠', '۰', '०', '０'])('takes a code in digits from %s on, as phones type them', async (zero) => {
    const inScript = (text: string) =>
      text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));
    const { key, codes } = await withTotp(test, ANN);
    for (const code of [codeOf(key), codes[0] ?? '']) {
      const { challenge } = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
      const typed = `\u200f${inScript(code).replaceAll('-', '\u2011')}\u200f`;
      expect(await openBrowser(test).completeSignIn(challenge, typed)).toMatchObject({ userErrors: [] });
    }
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
    ['a recovery code that is made up', () => '0000-0000-0000-0000-0000-0000'],
  ])('refuses a code that is %s, and then accepts the right one', async (_what, make) => {
    const { key } = await withTotp(test, ANN);
    const browser = openBrowser(test);
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    const refused = await browser.completeSignIn(challenge, make(key));
    expect(refused).toMatchObject({
      viewer: null,
      accessToken: null,
      userErrors: [{ code: 'WRONG_CREDENTIALS', path: ['input', 'code'] }],
    });
    expect(browser.cookies.size).toBe(0);
    expect((await auditedActions(test))[0]).toBe('SIGN_IN_FAILED');
    expect((await browser.completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
  });

  it('accepts a challenge once, for five minutes, and no invented one', async () => {
    const { key } = await withTotp(test, ANN);
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

  it('refuses another user’s code', async () => {
    await withTotp(test, ANN);
    const { key, codes } = await withTotp(test, BEA);
    const browser = openBrowser(test);
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    for (const code of [codeOf(key), codes[0] as string]) {
      expect((await browser.completeSignIn(challenge, code)).userErrors[0].code).toBe('WRONG_CREDENTIALS');
    }
  });

  it('accepts one of twenty simultaneous uses of a code', async () => {
    const { key } = await withTotp(test, ANN);
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

  it('works across servers', async () => {
    const { key } = await withTotp(test, ANN);
    const other = await startTestApp({ database: test.database });
    try {
      const { challenge } = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor;
      expect((await openBrowser(other).completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
    } finally {
      await other.app.close();
    }
  });

  it('fails for a user who was deactivated between the two steps', async () => {
    const { key } = await withTotp(test, ANN);
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

  it('is blocked after ten tries, from any number of networks, but not in a known browser', async () => {
    const { browser: home, key } = await withTotp(test, ANN);
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

  it('cannot be blocked for its owner by attackers without the password', async () => {
    const { key } = await withTotp(test, ANN);
    for (let n = 0; n < 30; n += 1) await openBrowser(test).completeSignIn(`made up ${n}`, wrong);
    const browser = openBrowser(test, '203.0.113.9');
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    expect((await browser.completeSignIn(challenge, codeOf(key))).userErrors).toEqual([]);
  });

  it('gets at most ten challenges from one network with the right password', async () => {
    await withTotp(test, ANN);
    await test.database.query('delete from sign_in_limits');
    const thief = openBrowser(test, '198.51.100.7');
    for (let n = 0; n < 10; n += 1) expect((await thief.signIn(ANN, PASSWORD)).secondFactor).not.toBeNull();
    expect((await thief.signIn(ANN, PASSWORD)).userErrors[0].code).toBe('LIMIT');
  });
});

describe('a recovery code', () => {
  it('signs in once, in any spelling', async () => {
    const { codes } = await withTotp(test, ANN);
    const browser = openBrowser(test);
    const typed = (codes[3] as string).toLowerCase().replaceAll('-', ' ');
    const { challenge } = (await browser.signIn(ANN, PASSWORD)).secondFactor;
    expect((await browser.completeSignIn(challenge, typed)).userErrors).toEqual([]);
    expect((await browser.post('{ security { recoveryCodesLeft } }')).data.security.recoveryCodesLeft).toBe(
      9,
    );
    expect(await auditedActions(test)).toContain('RECOVERY_CODE_USED');

    const again = (await openBrowser(test).signIn(ANN, PASSWORD)).secondFactor.challenge;
    expect((await openBrowser(test).completeSignIn(again, codes[3] as string)).userErrors[0].code).toBe(
      'WRONG_CREDENTIALS',
    );
  });

  it('is void once new ones are made, which needs the password or a code', async () => {
    const { browser, codes } = await withTotp(test, ANN);
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
