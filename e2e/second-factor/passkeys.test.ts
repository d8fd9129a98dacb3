import { beforeEach, describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { addAuthenticator } from './account.ts';

const product = useRollcall({ people: 2 });

beforeEach(() => product.rollcall.sql('delete from passkeys'));

/** Opens the account page in a browser with an authenticator. */
async function openAccount() {
  const session = await product.open('/account/security', { byName: true });
  const authenticator = await addAuthenticator(session.page);
  return { ...session, session, page: session.page, authenticator };
}

async function addPasskey(page: Awaited<ReturnType<typeof openAccount>>['page'], name: string) {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('listitem').getByText(name).waitFor();
}

async function signOut(page: Awaited<ReturnType<typeof openAccount>>['page']) {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
}

describe('a passkey', () => {
  test('signs in, without an address and in two requests', async () => {
    const { page, session } = await openAccount();
    await addPasskey(page, 'Work laptop');
    await page.getByText('Never used').waitFor();
    await signOut(page);
    session.forget();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    expect(session.sent.filter((name) => name !== 'Security')).toEqual([
      'StartPasskeySignIn',
      'SignInWithPasskey',
    ]);
    await page.getByText('Last used').waitFor();
  });

  nightly('is renamed, and removed; then it no longer signs in', async () => {
    const { page } = await openAccount();
    await addPasskey(page, 'Work laptop');
    await page.getByRole('button', { name: 'Rename Work laptop' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Old laptop');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Old laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove Old laptop' }).waitFor({ state: 'detached' });
    await signOut(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('alert').getByText('This passkey didn’t sign you in').waitFor();
  });

  test('is created once per device', async () => {
    const { page } = await openAccount();
    await addPasskey(page, 'Work laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add a passkey' }).click();
    await dialog.getByRole('alert').getByText('This device already has one of your passkeys.').waitFor();
  });

  nightly('is refused if the device does not verify its user', async () => {
    const { page, authenticator } = await openAccount();
    await addPasskey(page, 'Work laptop');
    await signOut(page);
    await authenticator.setVerified(false);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('alert').getByText('No passkey was used').waitFor();
  });
});

nightly('with an IP address, no passkey is offered', async () => {
  const { page } = await product.open('/account/security');
  await page.getByText('This browser can’t use passkeys at this address.').waitFor();
  expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
});
