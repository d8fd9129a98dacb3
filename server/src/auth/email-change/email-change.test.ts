import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import { linkIn, type MailServer, startMailServer } from '../../testing/servers/mail-server.js';
import { createPerson, PASSWORD, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const CHANGE = `mutation ($email: String!, $proof: ProofInput) {
  changeEmail(input: { email: $email }, proof: $proof) {
    viewer { email } security { pendingEmail } userErrors { code path } } }`;
const CONFIRM = `mutation ($token: String!) { confirmEmail(input: { token: $token }) {
  email userErrors { code path } } }`;
const HOLDER = `query ($token: String!) { emailChangeHolder(token: $token) { email displayName accessTokenCount } }`;
const OTHER = 'entirely other words';
const OF_ADMINISTRATORS = [
  'USERS_READ',
  'USERS_WRITE',
  'USERS_DELETE',
  'ROLES_WRITE',
  'TOKENS_WRITE',
  'AUDIT_READ',
];
const NOBODY = { authorization: '' };

let mail: MailServer;
let test: TestApp;
let quiet: TestApp;
let number = 0;

beforeAll(async () => {
  mail = await startMailServer();
  test = await startTestApp({
    env: {
      SMTP_URL: mail.url,
      MAIL_FROM: 'People <people@example.org>',
      PUBLIC_URL: 'https://people.example.org',
    },
  });
  quiet = await startTestApp();
  await createPerson(test, 'keeper@example.org', 'Owner');
});
beforeEach(() => void (mail.mails.length = 0));
afterAll(async () => {
  await Promise.all([test.close(), quiet.close()]);
  await mail.close();
});

/** A new user for this test, with their address. */
async function somebody(app = test, role = 'Administrator'): Promise<Person & { email: string }> {
  number += 1;
  const email = `ann${number}@example.org`;
  await createPerson(app, email, role);
  return { ...(await signedIn(app, email)), email };
}

const age = (app: TestApp, { id }: Person) =>
  app.database.query(`update sessions set created_at = now() - interval '11 minutes' where user_id = $1`, [
    id,
  ]);
const change = async ({ graphql }: Person, email: string, proof?: object) =>
  (await graphql(CHANGE, { email, proof })).data.changeEmail;
const confirm = async (token: string) => (await test.graphql(CONFIRM, { token }, NOBODY)).data.confirmEmail;
const addressOf = async (app: TestApp, { id }: Person) =>
  (await app.graphql(`{ user(id: "${id}") { email } }`)).data.user.email as string;
const canSignIn = (email: string, app = test) =>
  signedIn(app, email).then(
    () => true,
    () => false,
  );

describe('an address of one’s own, with a mail server', () => {
  it('changes once it is confirmed by its link, and the old address gets a notice', async () => {
    const ann = await somebody();
    const next = `new-${ann.email}`;
    expect(await change(ann, next)).toEqual({
      viewer: { email: ann.email },
      security: { pendingEmail: next },
      userErrors: [],
    });
    expect(await addressOf(test, ann)).toBe(ann.email);
    expect(await canSignIn(next)).toBe(false);
    expect((await mail.mailTo(ann.email)).subject).toBe('New email for your account in Rollcall');
    const { path, link, secret } = linkIn(await mail.mailTo(next));
    expect([path, link]).toEqual(['/confirm-email', `https://people.example.org/confirm-email#${secret}`]);
    const { data } = await test.graphql(HOLDER, { token: secret }, NOBODY);
    expect(data.emailChangeHolder).toMatchObject({ email: next, accessTokenCount: null });
    expect(await confirm(secret)).toEqual({ email: next, userErrors: [] });
    expect([await addressOf(test, ann), await canSignIn(next), await canSignIn(ann.email)]).toEqual([
      next,
      true,
      false,
    ]);
    expect((await mail.mailTo(ann.email, 2)).subject).toBe('Your email in Rollcall was changed');
    expect((await confirm(secret)).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'token'] }]);
    const trail = await test.database.query(
      `select action, changes from audit_entries where target_id = $1 and changes ? 'email'
        and action <> 'USER_CREATED' order by occurred_at`,
      [ann.id],
    );
    const changes = { email: { before: ann.email, after: next } };
    expect(trail).toEqual([
      { action: 'EMAIL_CHANGE_REQUESTED', changes },
      { action: 'USER_UPDATED', changes },
    ]);
  });

  it('needs proof if the sign-in is not recent', async () => {
    const ann = await somebody();
    await age(test, ann);
    const next = `new-${ann.email}`;
    expect((await change(ann, next)).userErrors).toEqual([{ code: 'REQUIRED', path: ['proof', 'password'] }]);
    expect((await change(ann, next, { password: OTHER })).userErrors).toEqual([
      { code: 'WRONG_CREDENTIALS', path: ['proof', 'password'] },
    ]);
    expect(await change(ann, next, { password: PASSWORD })).toMatchObject({
      security: { pendingEmail: next },
      userErrors: [],
    });
  });

  it.each([
    ['no address', 'INVALID'],
    ['keeper@example.org', 'EMAIL_TAKEN'],
    ['', 'REQUIRED'],
  ])('is refused as %j', async (email, code) => {
    const ann = await somebody();
    expect((await change(ann, email)).userErrors).toEqual([{ code, path: ['input', 'email'] }]);
    expect((await change(ann, ann.email)).userErrors).toEqual([
      { code: 'INVALID', path: ['input', 'email'] },
    ]);
  });

  it('is not set by a link if another user has taken it meanwhile', async () => {
    const ann = await somebody();
    const next = `new-${ann.email}`;
    await change(ann, next);
    await createPerson(test, next);
    const { secret } = linkIn(await mail.mailTo(next));
    expect((await confirm(secret)).userErrors).toEqual([{ code: 'EMAIL_TAKEN', path: ['input', 'email'] }]);
    expect(await addressOf(test, ann)).toBe(ann.email);
  });

  it('is not set by a link that is expired, cancelled, replaced, or older than the password', async () => {
    const ann = await somebody();
    const secretOf = async (to: string) => linkIn(await mail.mailTo(to)).secret;
    const ask = async (prefix: string) => {
      expect((await change(ann, `${prefix}-${ann.email}`)).userErrors).toEqual([]);
      return secretOf(`${prefix}-${ann.email}`);
    };
    const old = await ask('old');
    await test.database.query(`update email_changes set expires_at = now() where user_id = $1`, [ann.id]);
    expect((await confirm(old)).email).toBeNull();
    const first = await ask('first');
    const second = await ask('second');
    expect((await confirm(first)).email).toBeNull();
    const { data } = await ann.graphql(
      'mutation { cancelEmailChange { security { pendingEmail } userErrors { code } } }',
    );
    expect(data.cancelEmailChange).toEqual({ security: { pendingEmail: null }, userErrors: [] });
    expect((await confirm(second)).email).toBeNull();
    const third = await ask('third');
    await ann.graphql(`mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "${OTHER}" }) {
      userErrors { code } } }`);
    expect((await confirm(third)).email).toBeNull();
    expect(await addressOf(test, ann)).toBe(ann.email);
  });

  it('limits the mails to an address', async () => {
    const ann = await somebody();
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push((await change(ann, `n${n}-${ann.email}`)).userErrors[0]?.code ?? 'OK');
    expect(codes).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'LIMIT']);
  });

  it('cannot be changed by updateUser, even with USERS_WRITE, nor by an access token', async () => {
    const ann = await somebody();
    const update = `mutation { updateUser(input: { id: "${ann.id}", version: 1, email: "n@example.org" }) {
      userErrors { code path } } }`;
    const refused = [{ code: 'NOT_ALLOWED', path: ['input', 'email'] }];
    expect((await ann.graphql(update)).data.updateUser.userErrors).toEqual(refused);
    const { token } = await makeToken(ann.graphql, { permissions: OF_ADMINISTRATORS });
    const asToken = withToken(test, token);
    expect((await asToken(update)).data.updateUser.userErrors).toEqual(refused);
    const { errors } = await asToken(CHANGE, { email: 'n@example.org' });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    // A viewer without USERS_WRITE cannot change their own address.
    const viewer = await somebody(test, 'Viewer');
    const { errors: missing } = await viewer.graphql(CHANGE, { email: 'n@example.org' });
    expect(missing?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('an address of one’s own, without a mail server', () => {
  it('is changed at once, with proof, and in the audit trail', async () => {
    const ann = await somebody(quiet);
    const next = `new-${ann.email}`;
    await age(quiet, ann);
    expect((await change(ann, next)).userErrors).toEqual([{ code: 'REQUIRED', path: ['proof', 'password'] }]);
    expect(await change(ann, next, { password: PASSWORD })).toEqual({
      viewer: { email: next },
      security: { pendingEmail: null },
      userErrors: [],
    });
    expect(await canSignIn(next, quiet)).toBe(true);
    const [entry] = await quiet.database.query(
      `select actor_id, changes from audit_entries where target_id = $1 and action = 'USER_UPDATED'`,
      [ann.id],
    );
    expect(entry).toEqual({ actor_id: ann.id, changes: { email: { before: ann.email, after: next } } });
    await createPerson(quiet, 'taken@example.org');
    expect((await change(ann, 'TAKEN@example.org', { password: PASSWORD })).userErrors).toEqual([
      { code: 'EMAIL_TAKEN', path: ['input', 'email'] },
    ]);
  });
});

describe('an access token of one’s own', () => {
  const CREATE = `mutation ($proof: ProofInput) {
    createAccessToken(input: { name: "t", permissions: [USERS_READ] }, proof: $proof) { token userErrors { code path } } }`;

  it('needs proof if the sign-in is not recent', async () => {
    const ann = await somebody();
    const make = async (proof?: object) => (await ann.graphql(CREATE, { proof })).data.createAccessToken;
    expect((await make()).userErrors).toEqual([]);
    await age(test, ann);
    expect(await make()).toEqual({
      token: null,
      userErrors: [{ code: 'REQUIRED', path: ['proof', 'password'] }],
    });
    expect((await make({ password: PASSWORD })).token).toMatch(/^rollcall_/);
  });

  it('can revoke itself and the tokens made with it, but no session and no other token of its user', async () => {
    const ann = await somebody();
    const permissions = ['USERS_READ', 'USERS_WRITE', 'TOKENS_WRITE'];
    const own = await makeToken(ann.graphql, { permissions });
    const other = await makeToken(ann.graphql, { permissions });
    const asToken = withToken(test, own.token);
    const child = await makeToken(asToken, { permissions });
    const grandchild = await makeToken(withToken(test, child.token), { permissions });
    const revoke = async (id: string) =>
      (await asToken(`mutation { revokeAccessToken(id: "${id}") { userErrors { code } } }`)).data
        .revokeAccessToken.userErrors;
    expect(await revoke(other.id)).toEqual([{ code: 'NOT_ALLOWED' }]);
    expect(await revoke(grandchild.id)).toEqual([]);
    const end = `mutation { revokeSessions(userId: "${ann.id}") { userErrors { code } } }`;
    expect((await asToken(end)).data.revokeSessions.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
    expect(await revoke(own.id)).toEqual([]);
    expect((await ann.graphql('{ viewer { id } }')).data.viewer).toEqual({ id: ann.id });
  });
});
