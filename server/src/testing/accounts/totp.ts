import { Secret, TOTP } from 'otpauth';
import { expect } from 'vitest';
import type { TestApp } from '../test-app.js';
import { openBrowser, type TestBrowser } from '../test-browser.js';

export const PASSWORD = 'correct horse battery';

/** What of `security` the tests look at. */
export const SECURITY = 'security { totpSince recoveryCodesLeft isSignInRecent }';

export const CONFIRM = `mutation ($code: String!, $proof: ProofInput) {
  confirmTotp(input: { code: $code }, proof: $proof) { recoveryCodes ${SECURITY} userErrors { code path } }
}`;

/** What an app shows, so many steps from now. */
export function codeOf(key: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + steps * 30_000 });
}

/** Somebody signed in who has set up an app; the code that it took is an old one by now. */
export async function withTotp(
  test: TestApp,
  email: string,
): Promise<{ browser: TestBrowser; key: string; codes: string[] }> {
  const browser = openBrowser(test);
  await browser.signIn(email, PASSWORD);
  const { data } = await browser.post('mutation { startTotp { key } }');
  const key = data.startTotp.key as string;
  const { confirmTotp } = (await browser.post(CONFIRM, { code: codeOf(key) })).data;
  expect(confirmTotp.userErrors).toEqual([]);
  await test.database.query('update totp_factors set last_step = 0');
  return { browser, key, codes: confirmTotp.recoveryCodes as string[] };
}

/** As before the first test, but for the users. */
export async function forgetSignIns({ database }: TestApp): Promise<void> {
  for (const table of [
    'sign_in_limits',
    'sessions',
    'totp_factors',
    'recovery_codes',
    'sign_in_challenges',
  ]) {
    await database.query(`delete from ${table}`);
  }
}

/** The newest first. */
export async function auditedActions({ database }: TestApp): Promise<string[]> {
  const rows = await database.query<{ action: string }>(
    'select action from audit_entries order by position desc, id desc limit 10',
  );
  return rows.map(({ action }) => action);
}
