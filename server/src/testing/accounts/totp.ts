import { Secret, TOTP } from 'otpauth';
import { expect } from 'vitest';
import type { TestApp } from '../test-app.js';
import { openBrowser, type TestBrowser } from '../test-browser.js';

export const PASSWORD = 'correct horse battery';

/** The fields of `security` that the tests check. */
export const SECURITY = 'security { totpSince recoveryCodesLeft isSignInRecent }';

export const CONFIRM = `mutation ($code: String!, $proof: ProofInput) {
  confirmTotp(input: { code: $code }, proof: $proof) { recoveryCodes ${SECURITY} userErrors { code path } }
}`;

/** The code that an app shows `steps` steps from now. */
export function codeOf(key: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + steps * 30_000 });
}

/** A signed-in person who has set up an app. The code of the set-up is made old. */
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

/** Restores the state before the first test, except the users. */
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
