import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { linkIn, type MailServer, startMailServer } from '../../testing/servers/mail-server.js';
import { asUser } from '../../testing/requests/role-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const OTHER = 'another horse entirely';
const RESET = `mutation ($input: ResetPasswordInput!) {
  resetPassword(input: $input) { email userErrors { code path } }
}`;
const SEND = `mutation ($id: ID!) { sendPasswordReset(id: $id) { link delivery userErrors { code path } } }`;
const NOBODY = { authorization: '' };

let test: TestApp;
let mail: MailServer;
let roles: Record<string, string>;
let ann: string;

beforeAll(async () => {
  mail = await startMailServer();
  test = await startTestApp({ env: { SMTP_URL: mail.url } });
  roles = await roleIdsOf(test);
});
beforeEach(async () => {
  mail.refuse(undefined);
  mail.mails.length = 0;
  await test.database.query('delete from users');
  await test.database.query('delete from sign_in_limits');
  [ann = ''] = await createUsers(
    test,
    { email: 'ann@example.org', displayName: 'Ann', password: PASSWORD, locale: 'en' },
    { email: 'ivy@example.org' },
  );
});
afterAll(async () => {
  await test.close();
  await mail.close();
});

async function request(email: string, { from = '192.0.2.1', host = 'localhost' } = {}) {
  const response = await test.app.inject({
    method: 'POST',
    url: '/graphql',
    remoteAddress: from,
    headers: { host, 'x-forwarded-host': host, origin: `http://${host}`, referer: `http://${host}/` },
    payload: {
      query:
        'mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { userErrors { code path } } }',
      variables: { email },
    },
  });
  return response.json<{ data: { requestPasswordReset: { userErrors: { code: string }[] } } }>().data
    .requestPasswordReset.userErrors;
}
const reset = async (token: string, password = OTHER) =>
  (await test.graphql(RESET, { input: { token, password } }, NOBODY)).data.resetPassword;
/** Other mails report the changed password. */
const linkMail = (email: string, count = 1) => mail.mailTo(email, count, '/reset#');
const secretFor = async (email: string, count = 1) => linkIn(await linkMail(email, count)).secret;

/** Waits for the work after each request: each one leaves an audit entry. */
const requested = (count: number) =>
  vi.waitFor(async () => {
    const entries = await test.database.query<{ entry: string; target_id: string | null }>(
      `select target_id, to_jsonb(a)::text as entry from audit_entries a
         where action = 'PASSWORD_RESET_REQUESTED' order by id`,
    );
    expect(entries).toHaveLength(count);
    return entries;
  });
const requestsSoFar = async () =>
  Number(
    (
      await test.database.query<{ n: string }>(`select count(*) as n from audit_entries
    where action = 'PASSWORD_RESET_REQUESTED'`)
    )[0]?.n,
  );

describe('a link to a new password', () => {
  it('is mailed to the user with the address, sets the password, and ends every session', async () => {
    const before = await asUser(test, 'ann@example.org', PASSWORD);
    expect(await request(' ANN@example.org ')).toEqual([]);
    const { path, secret, link } = linkIn(await linkMail('ann@example.org'));
    expect([path, link]).toEqual(['/reset', `http://localhost:4000/reset#${secret}`]);
    const { data } = await test.graphql(
      'query ($token: String!) { resetHolder(token: $token) { email displayName } }',
      { token: secret },
      NOBODY,
    );
    expect(data.resetHolder).toEqual({ email: 'ann@example.org', displayName: 'Ann' });
    expect(await reset(secret)).toEqual({ email: 'ann@example.org', userErrors: [] });
    expect((await before('{ viewer { email } }')).data.viewer).toBeNull();
    await asUser(test, 'ann@example.org', OTHER);
    await expect(asUser(test, 'ann@example.org', PASSWORD)).rejects.toThrow('WRONG_CREDENTIALS');
  });

  it('revokes the access tokens of its user, unless asked to keep them', async () => {
    const tokens = () =>
      test.database.query('select from access_tokens where revoked_at is null and user_id = $1', [ann]);
    const insert = `insert into access_tokens (user_id, name, hash, permissions) values ($1, $2, sha256($3), '{USERS_READ}')`;
    const makeToken = (name: string) => test.database.query(insert, [ann, name, name]);
    await makeToken('one');
    await request('ann@example.org');
    expect((await reset(await secretFor('ann@example.org'))).userErrors).toEqual([]);
    expect(await tokens()).toEqual([]);
    const actions = await test.database.query('select action from audit_entries where target_id = $1', [ann]);
    expect(actions).toContainEqual({ action: 'TOKEN_REVOKED' });
    await makeToken('two');
    await request('ann@example.org');
    const input = {
      token: await secretFor('ann@example.org', 2),
      password: PASSWORD,
      keepAccessTokens: true,
    };
    expect((await test.graphql(RESET, { input }, NOBODY)).data.resetPassword.userErrors).toEqual([]);
    expect(await tokens()).toHaveLength(1);
  });

  it('works once, and voids all other links of its user', async () => {
    await request('ann@example.org');
    const first = await secretFor('ann@example.org');
    await request('ann@example.org');
    const second = await secretFor('ann@example.org', 2);
    expect((await reset(second)).userErrors).toEqual([]);
    for (const used of [first, second]) {
      expect(await reset(used, 'a third one altogether')).toEqual({
        email: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['input', 'token'] }],
      });
    }
    await asUser(test, 'ann@example.org', OTHER);
  });

  it('works for one of ten simultaneous requests', async () => {
    await request('ann@example.org');
    const secret = await secretFor('ann@example.org');
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => reset(secret, `${OTHER} ${n}`)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  it.each([
    ['an hour has passed', `update password_resets set expires_at = now() - interval '1 second'`],
    ['the user is deactivated', 'update users set deactivated_at = now()'],
    ['the user is in the bin', 'update users set deleted_at = now()'],
    ['the address is another', `update users set email = 'o' || email`],
    ['the password is another', `update users set password_hash = 'x'`],
  ])('is void when %s', async (_why, change) => {
    await request('ann@example.org');
    const secret = await secretFor('ann@example.org');
    await test.database.query(change);
    expect((await reset(secret)).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'token'] }]);
  });

  it('stays valid if the new password is too easy to guess', async () => {
    await request('ann@example.org');
    const secret = await secretFor('ann@example.org');
    for (const weak of ['short', 'iloveyou', 'ANN@EXAMPLE.ORG']) {
      expect((await reset(secret, weak)).userErrors).toEqual([
        { code: 'WEAK_PASSWORD', path: ['input', 'password'] },
      ]);
    }
    expect((await reset(secret)).userErrors).toEqual([]);
  });

  it('points to PUBLIC_URL, whatever the Host header says', async () => {
    expect(await request('ann@example.org', { host: 'evil.example' })).toEqual([]);
    const got = await linkMail('ann@example.org');
    expect(`${got.text}${got.html}`).not.toContain('evil.example');
    expect(linkIn(got).link).toMatch(/^http:\/\/localhost:4000\/reset#/);
  });

  it('clears the limit of a person who tried the old password too often', async () => {
    for (let n = 0; n < 11; n += 1) {
      await expect(asUser(test, 'ann@example.org', `wrong ${n}`)).rejects.toThrow(/WRONG_CREDENTIALS|LIMIT/);
    }
    await request('ann@example.org');
    await reset(await secretFor('ann@example.org'));
    await asUser(test, 'ann@example.org', OTHER);
  });
});

describe('asking for one', () => {
  it('gets the same answer for an unknown address, which is not stored', async () => {
    const before = await requestsSoFar();
    const typed = ['nobody@example.org', 'ivy@example.org', 'no address', 'nul\u0000'];
    for (const email of typed) expect(await request(email)).toEqual([]);
    expect(await request('ann@example.org')).toEqual([]);
    await linkMail('ann@example.org');
    const entries = (await requested(before + 5)).slice(before);
    expect(entries.map(({ target_id }) => target_id).sort()).toEqual([ann, null, null, null, null]);
    expect(entries.map(({ entry }) => entry).join()).not.toMatch(/nobody@|ivy@|no address/);
    expect(mail.mails).toHaveLength(1);
  });

  it('is refused if one network keeps asking for one address, known or not, and accepted from another network', async () => {
    for (const email of ['ann@example.org', 'nobody@example.org']) {
      const codes: string[] = [];
      for (let n = 0; n < 7; n += 1) codes.push((await request(email))[0]?.code ?? 'OK');
      expect(codes).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'LIMIT', 'LIMIT']);
    }
    expect(await request('ann@example.org', { from: '198.51.100.7' })).toEqual([]);
  });

  it('is refused when one network asks for many addresses', async () => {
    const codes: string[] = [];
    for (let n = 0; n < 31; n += 1) codes.push((await request(`u${n}@example.org`))[0]?.code ?? 'OK');
    expect(codes.indexOf('LIMIT')).toBe(30);
  });

  it('from many networks cannot flood a mailbox, and the links that arrived stay valid', async () => {
    // A user of this test only: mails of an earlier test may still be on their way.
    const [flo = ''] = await createUsers(test, { email: 'flo@example.org', password: PASSWORD });
    const since = (id: string) =>
      test.database.query(`select from audit_entries where action = 'PASSWORD_RESET_REQUESTED'
        and occurred_at >= (select created_at from users where id = '${id}')`);
    for (let n = 0; n < 8; n += 1) {
      expect(await request('flo@example.org', { from: `203.0.113.${n}` })).toEqual([]);
    }
    await expect.poll(async () => (await since(flo)).length).toBeGreaterThanOrEqual(8);
    const first = await linkMail('flo@example.org');
    await linkMail('flo@example.org', 5);
    expect(mail.mails.filter(({ to }) => to?.[0]?.address === 'flo@example.org')).toHaveLength(5);
    expect((await reset(linkIn(first).secret)).userErrors).toEqual([]);
  });

  it('is refused without a mail server, and the page can find that out beforehand', async () => {
    const quiet = await startTestApp();
    try {
      const { data } = await quiet.graphql(`{ sendsMail }`, {}, NOBODY);
      expect(data.sendsMail).toBe(false);
      const answer = await quiet.graphql(
        'mutation { requestPasswordReset(input: { email: "a@example.org" }) { userErrors { code path } } }',
        {},
        NOBODY,
      );
      expect(answer.data.requestPasswordReset.userErrors).toEqual([{ code: 'INVALID', path: ['input'] }]);
    } finally {
      await quiet.close();
    }
    expect((await test.graphql('{ sendsMail }', {}, NOBODY)).data.sendsMail).toBe(true);
  });
});

describe('an administrator', () => {
  const send = async (id: string) => (await test.graphql(SEND, { id })).data.sendPasswordReset;

  it('can have a link mailed to a user, and does not see it', async () => {
    expect(await send(ann)).toEqual({ link: null, delivery: 'SENT', userErrors: [] });
    expect((await reset(await secretFor('ann@example.org'))).userErrors).toEqual([]);
  });

  it('gets delivery FAILED if the mail server refused the mail', async () => {
    mail.refuse('Nobody of that name');
    expect(await send(ann)).toEqual({ link: null, delivery: 'FAILED', userErrors: [] });
  });

  it('gets the link to hand over if there is no mail server', async () => {
    const quiet = await startTestApp();
    try {
      const [id] = await createUsers(quiet, { email: 'bob@example.org', password: PASSWORD });
      const { data } = await quiet.graphql(SEND, { id });
      expect(data.sendPasswordReset).toMatchObject({ delivery: 'LINK', userErrors: [] });
      const [, token = ''] = (data.sendPasswordReset.link as string).split('#');
      const answer = await quiet.graphql(RESET, { input: { token, password: OTHER } }, NOBODY);
      expect(answer.data.resetPassword.userErrors).toEqual([]);
    } finally {
      await quiet.close();
    }
  });

  it('gets no link for users with more permissions, for themselves, or for users who can’t sign in', async () => {
    const [owner = '', own = '', gone = ''] = await createUsers(
      test,
      { email: 'owner@example.org', password: PASSWORD, roleIds: [roles['Owner']] },
      { email: 'admin@example.org', password: PASSWORD, roleIds: [roles['Administrator']] },
      { email: 'gone@example.org', password: PASSWORD },
    );
    await test.database.query('update users set deactivated_at = now() where id = $1', [gone]);
    const [{ id: ivy } = { id: '' }] = await test.database.query<{ id: string }>(
      `select id from users where email = 'ivy@example.org'`,
    );
    const admin = await asUser(test, 'admin@example.org', PASSWORD);
    for (const [id, code] of [
      [owner, 'NOT_ALLOWED'],
      [own, 'SELF'],
      [gone, 'INVALID'],
      [ivy, 'INVALID'],
      ['x', 'NOT_FOUND'],
    ]) {
      const { data } = await admin(SEND, { id });
      expect(data.sendPasswordReset).toEqual({
        link: null,
        delivery: null,
        userErrors: [{ code, path: ['id'] }],
      });
    }
    expect(await test.database.query('select from password_resets')).toEqual([]);
  });
});
