import { beforeEach, describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { setUpApp, signInByPassword, typeCode } from './account.ts';
import { oneTimeCode } from './one-time-code.ts';

const product = useRollcall({ people: 5 });

beforeEach(async () => {
  await product.rollcall.sql('delete from totp_factors');
  await product.rollcall.sql('delete from recovery_codes');
  await product.rollcall.sql('delete from sign_in_limits');
});

const openNobody = (path = '/') => product.open(path, { signedIn: false });

/** Makes the code of the set-up old, as time does. */
const letTimePass = () => product.rollcall.sql('update totp_factors set last_step = 0');

async function withApp() {
  const { page } = await product.open('/account/security');
  const made = await setUpApp(page);
  await letTimePass();
  return { page, ...made };
}

describe('an authenticator app', () => {
  test('is set up from the account menu, and required from then on', async () => {
    const { page } = await product.open('/users');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Account' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Security' }).click();
    const { key } = await setUpApp(page);
    await page.getByText('10 recovery codes left.').waitFor();
    await letTimePass();

    const session = await product.open('/users?q=person', { signedIn: false, clock: true });
    const { page: other } = session;
    await signInByPassword(other, product.rollcall.owner);
    await expect
      .poll(() => other.getByLabel('Code').evaluate((field) => field === document.activeElement))
      .toBe(true);
    expect(await other.getByLabel('Code').getAttribute('autocomplete')).toBe('one-time-code');
    await typeCode(other, '000000');
    await expect.poll(() => other.getByLabel('Code').getAttribute('aria-invalid')).toBe('true');
    await typeCode(other, oneTimeCode(key));
    await other.getByRole('heading', { name: 'People' }).waitFor();
    expect(new URL(other.url()).search).toBe('?q=person');
    // The news of this sign-in causes no further request.
    await expect.poll(() => session.subscribed).toContain('UserChanged');
    await other.clock.runFor(5_000);
    expect(session.sent.filter((name) => name === 'Users')).toHaveLength(1);
  });

  test('that is lost can be replaced by a recovery code, once', async () => {
    const { codes } = await withApp();
    for (const works of [true, false]) {
      const { page } = await openNobody();
      await signInByPassword(page, product.rollcall.owner);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await typeCode(page, codes[0] as string);
      if (works) await page.getByRole('heading', { name: 'People' }).waitFor();
      else await page.getByText('This code is wrong, or was already used.').waitFor();
    }
  });

  nightly('accepts its code in Arabic digits, and a recovery code as pasted by a phone', async () => {
    const { key, codes } = await withApp();
    const arabic = oneTimeCode(key).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
    for (const code of [arabic, `\u200e${codes[0]?.replaceAll('-', '\u2011')}\u00a0`]) {
      const { page } = await openNobody();
      await signInByPassword(page, product.rollcall.owner);
      if (code !== arabic) await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await typeCode(page, code);
      await page.getByRole('heading', { name: 'People' }).waitFor();
    }
  });

  nightly('needs the password again if setting it up takes long', async () => {
    const { key } = await withApp();
    const { page } = await openNobody();
    await signInByPassword(page, product.rollcall.owner);
    await page.getByLabel('Code').waitFor();
    await product.rollcall.sql(`update sign_in_challenges set expires_at = now() - interval '1 second'`);
    await typeCode(page, oneTimeCode(key));
    await page.getByRole('alert').getByText('This took too long').waitFor();
    await page.getByLabel('Password').waitFor();
  });

  nightly('is required after the end of a session, and nothing typed is lost', async () => {
    const { page, key } = await withApp();
    await page.goto(`${product.rollcall.url}/users/new`);
    await page.getByLabel('Display name').fill('Typed Before');
    await page.getByLabel('Email', { exact: true }).fill('typed@example.org');
    await product.rollcall.sql('update sessions set revoked_at = now()');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session ended' });
    await dialog.getByLabel('Password').fill(product.rollcall.owner.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByLabel('Code').fill(oneTimeCode(key));
    await page.keyboard.press('Enter');
    await page.locator('[data-user]', { hasText: 'Typed Before' }).waitFor();
  });

  test('is switched off with the password, and new codes need a code', async () => {
    const { page, key } = await withApp();
    await page.getByRole('button', { name: 'Create new codes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Use a code instead' }).click();
    await dialog.getByLabel('A code').fill(oneTimeCode(key));
    await dialog.getByRole('button', { name: 'Create new codes' }).click();
    await dialog.getByText('You’ll only see these once').waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog.getByRole('listitem').count()).toBe(10);
    await dialog.getByRole('button', { name: 'I’ve saved them' }).click();

    await page.getByRole('button', { name: 'Turn off' }).click();
    await dialog.getByLabel('Your password').fill('wrong');
    await dialog.getByRole('button', { name: 'Turn off' }).click();
    await dialog.getByText('This isn’t your password.').waitFor();
    await dialog.getByLabel('Your password').fill(product.rollcall.owner.password);
    await dialog.getByRole('button', { name: 'Turn off' }).click();
    await page.getByRole('button', { name: 'Set up' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  test('of another user is reset in one request, with the permission', async () => {
    const id = await product.rollcall.idOf('person.0001@example.org');
    await product.rollcall.sql(
      `insert into totp_factors (user_id, sealed_key, confirmed_at, last_step) values ($1, 'x', now(), 0)`,
      [id],
    );
    const session = await product.open(`/users/${id}/sign-in`);
    const { page } = session;
    await page.getByRole('button', { name: 'Reset second factor' }).click();
    session.forget();
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('button', { name: 'Reset', exact: true }).waitFor({ state: 'detached' });
    await expect.poll(() => product.rollcall.sql('select 1 from totp_factors')).toEqual([]);
    expect(session.sent).toEqual(['ResetSecondFactor']);
  });
});

nightly('a password is changed, and other browsers are signed out', async () => {
  const { email, password } = product.rollcall.owner;
  const { page } = await product.open('/account/security');
  const other = await product.open('/users');
  await other.page.locator('[data-user]').first().waitFor();
  const [kept] = await product.rollcall.sql<{ hash: string }>(
    'select password_hash as hash from users where email = $1',
    [email],
  );
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill('wrong');
  await dialog.getByLabel('New password').fill('entirely other words');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await dialog.getByText('This isn’t your password.').waitFor();
  await dialog.getByLabel('Current password').fill(password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { name: 'Account' }).waitFor();
  await other.page.reload();
  await signInByPassword(other.page, { email, password: 'entirely other words' });
  await other.page.getByRole('heading', { name: 'People' }).waitFor();
  await product.rollcall.sql('update users set password_hash = $1 where email = $2', [kept?.hash, email]);
});
