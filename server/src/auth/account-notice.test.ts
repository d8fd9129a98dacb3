import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkIn, type MailServer, startMailServer } from '../testing/servers/mail-server.js';
import { createPerson, PASSWORD, signedIn } from '../testing/accounts/signed-in.js';
import { SoftwareAuthenticator } from '../testing/accounts/software-authenticator.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { withTotp } from '../testing/accounts/totp.js';

const ORIGIN = 'https://people.example.org';
const OTHER = 'entirely other words';
const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) { userErrors { code path } } }`;
const proof = `proof: { password: "${PASSWORD}" }`;

let mail: MailServer;
let test: TestApp;
let number = 0;

beforeAll(async () => {
  mail = await startMailServer();
  test = await startTestApp({ env: { SMTP_URL: mail.url, PUBLIC_URL: ORIGIN } });
  // The last owner cannot lose the role, so the tests need another owner.
  await createPerson(test, 'keeper@example.org', 'Owner');
});
beforeEach(() => void (mail.mails.length = 0));
afterAll(async () => {
  await test.close();
  await mail.close();
});

async function somebody() {
  number += 1;
  const email = `ann${number}@example.org`;
  await createPerson(test, email, 'Administrator');
  return { ...(await signedIn(test, email)), email };
}

async function update(id: string, email: string): Promise<void> {
  const { data } = await test.graphql(`{ user(id: "${id}") { version } }`);
  const input = { id, version: data.user.version as number, email };
  const answer = await test.graphql(UPDATE, { input });
  expect(answer.data.updateUser.userErrors).toEqual([]);
}

/** The texts of the mails to an address, oldest first, once there are `count` of them. */
async function mailTexts(address: string, count: number): Promise<string[]> {
  await mail.mailTo(address, count);
  return mail.mails
    .filter(({ to }) => to?.[0]?.address === address)
    .map(({ text = '' }) => text.split('\n\n')[1] ?? '');
}

describe('a mail to the person', () => {
  it('goes to the old address when an administrator changes it, unless nobody ever signed in with it', async () => {
    const ann = await somebody();
    const { data } = await test.graphql(`mutation { createUser(input: { email: "typo@example.org",
      displayName: "Ty" }) { user { id } } }`);
    await update(data.createUser.user.id as string, 'right@example.org');
    await update(ann.id, `by-admin-${ann.email}`);
    expect((await mailTexts(ann.email, 1))[0]).toContain('no longer used');
    expect(mail.mails.map(({ to }) => to?.[0]?.address)).toEqual([ann.email]);
  });

  it('reports a new password, chosen in the account or by a link', async () => {
    const ann = await somebody();
    await ann.graphql(`mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "${OTHER}" }) {
      userErrors { code } } }`);
    const got = await mail.mailTo(ann.email);
    expect(got.subject).toBe('Your password for Rollcall was changed');
    expect(got.text).toContain(`${ORIGIN}/account/security`);
    await test.graphql(`mutation { sendPasswordReset(id: "${ann.id}") { delivery } }`);
    const { secret } = linkIn(await mail.mailTo(ann.email, 1, '/reset#'));
    const reset = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { email } }';
    await test.graphql(reset, { input: { token: secret, password: PASSWORD } }, { authorization: '' });
    expect((await mailTexts(ann.email, 3))[2]).toBe('The password of your account was changed.');
  });

  it('reports each change of the second factor and of passkeys', async () => {
    const { id, email } = await somebody();
    const { browser } = await withTotp(test, email);
    const device = new SoftwareAuthenticator({ origin: ORIGIN, rpId: 'people.example.org' });
    const { options } = (await browser.post('mutation { startPasskey { options } }')).data.startPasskey;
    const added = await browser.post(
      'mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { security { passkeys { id } } } }',
      { input: { name: 'Key', answer: device.register(options) } },
    );
    const [passkey] = added.data.addPasskey.security.passkeys;
    await mailTexts(email, 2);
    await browser.post(`mutation { renewRecoveryCodes(${proof}) { userErrors { code } } }`);
    await mailTexts(email, 3);
    await browser.post(`mutation { removePasskey(id: "${passkey.id}") { userErrors { code } } }`);
    await mailTexts(email, 4);
    await browser.post(`mutation { disableTotp(${proof}) { userErrors { code } } }`);
    await mailTexts(email, 5);
    await withTotp(test, email);
    await mailTexts(email, 6);
    await test.graphql(`mutation { resetSecondFactor(id: "${id}") { userErrors { code } } }`);
    expect((await mailTexts(email, 7)).map((text) => text.slice(0, 34))).toEqual([
      'From now on, signing in to your ac',
      'A passkey was added to your accoun',
      'New recovery codes were created fo',
      'A passkey was removed from your ac',
      'Signing in to your account with th',
      'From now on, signing in to your ac',
      'An administrator removed the authe',
    ]);
  });

  it('is not sent for a write that was refused or changed nothing', async () => {
    const ann = await somebody();
    await ann.graphql(`mutation { changePassword(input: { currentPassword: "wrong", newPassword: "${OTHER}" }) {
      userErrors { code } } }`);
    await ann.graphql(`mutation { disableTotp(${proof}) { userErrors { code } } }`);
    await test.graphql(`mutation { resetSecondFactor(id: "${ann.id}") { userErrors { code } } }`);
    await update(ann.id, ann.email);
    const last = await somebody();
    await update(last.id, `last-${last.email}`);
    await mail.mailTo(last.email);
    expect(mail.mails).toHaveLength(1);
  });

  it('is in the language of its recipient', async () => {
    const ann = await somebody();
    await test.database.query(`update users set locale = 'ar-EG' where id = $1`, [ann.id]);
    await update(ann.id, `by-admin-${ann.email}`);
    const got = await mail.mailTo(ann.email);
    expect(got.subject).toBe('تغيّر بريدك في Rollcall');
    expect(got.html).toContain('dir="rtl"');
  });
});
