import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../database/start/migrate.js';
import { readEnv } from '../../env.js';
import { linkIn, type MailServer, startMailServer } from '../../testing/servers/mail-server.js';
import { PASSWORD } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const CREATE = `mutation ($email: String!) { createUser(input: { email: $email, displayName: "Max" }) {
  user { id email } userErrors { code path } } }`;
const UPDATE = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
  user { email version invitation { state } } userErrors { code } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { email } userErrors { code } } }`;

const READABLE = 'max@müller.example';
const SPELLINGS = [
  READABLE,
  'max@xn--mller-kva.example',
  'MAX@MÜLLER.example',
  '"max"@Xn--Mller-Kva.Example',
] as const;

describe('an address with several spellings', () => {
  let test: TestApp;
  let mail: MailServer;
  let id: string;
  beforeAll(async () => {
    mail = await startMailServer();
    test = await startTestApp({ env: { SMTP_URL: mail.url, PUBLIC_URL: 'https://people.example.org' } });
    [id = ''] = await createUsers(test, { email: SPELLINGS[1], password: PASSWORD });
  });
  afterAll(async () => {
    await test.close();
    await mail.close();
  });

  it('is stored and shown in the readable spelling', async () => {
    const { data } = await test.graphql(`{ user(id: "${id}") { email } }`);
    expect(data.user).toEqual({ email: READABLE });
  });

  it.each(SPELLINGS)('is taken, found and signs in as %s', async (email) => {
    const created = await test.graphql(CREATE, { email });
    expect(created.data.createUser.userErrors).toEqual([{ code: 'EMAIL_TAKEN', path: ['input', 'email'] }]);
    const found = await test.graphql(`query ($email: String!) { userByEmail(email: $email) { id } }`, {
      email,
    });
    expect(found.data.userByEmail).toEqual({ id });
    const signIn = await test.graphql(
      SIGN_IN,
      { input: { email, password: PASSWORD } },
      { authorization: '' },
    );
    expect(signIn.data.signIn).toEqual({ viewer: { email: READABLE }, userErrors: [] });
  });

  it.each([READABLE, SPELLINGS[1], 'MÜLLER.example', 'xn--mller-kva', 'max@xn--mller-kva', 'muller'])(
    'is found by a search for %s',
    async (search) => {
      const query = 'query ($search: String) { users(search: $search) { nodes { id } } }';
      expect((await test.graphql(query, { search })).data.users.nodes).toEqual([{ id }]);
    },
  );

  it('is no change if it is saved in another spelling, and voids no invitation', async () => {
    const [other = ''] = await createUsers(test, { email: 'ines@müller.example' });
    await test.graphql(`mutation { inviteUser(id: "${other}") { userErrors { code } } }`);
    for (const email of ['ines@müller.example', 'ines@xn--mller-kva.example']) {
      const { data } = await test.graphql(UPDATE, { input: { id: other, version: 1, email } });
      const user = { email: 'ines@müller.example', version: 1, invitation: { state: 'PENDING' } };
      expect(data.updateUser).toEqual({ user, userErrors: [] });
    }
    const query = 'select from audit_entries where action = $1';
    expect(await test.database.query(query, ['USER_UPDATED'])).toEqual([]);
    expect(await mail.mailTo('ines@xn--mller-kva.example')).toBeDefined();
  });

  it('counts failed sign-ins for one account in all spellings', async () => {
    await createUsers(test, { email: 'eva@müller.example', password: PASSWORD });
    const codes: string[] = [];
    for (let guess = 0; guess < 11; guess++) {
      const email = guess % 2 ? 'eva@müller.example' : 'eva@xn--mller-kva.example';
      const input = { email, password: 'wrong password' };
      const { data } = await test.graphql(SIGN_IN, { input }, { authorization: '' });
      codes.push(data.signIn.userErrors[0].code as string);
    }
    expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT']);
  });

  it('gets a link to a new password in any spelling', async () => {
    const REQUEST = `mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { userErrors { code } } }`;
    for (const [index, email] of SPELLINGS.slice(0, 3).entries()) {
      await test.graphql(REQUEST, { email }, { authorization: '' });
      expect(linkIn(await mail.mailTo('max@xn--mller-kva.example', index + 1)).path).toBe('/reset');
    }
  });

  it('is recorded in the audit trail in the stored spelling', async () => {
    const [entry] = await test.database.query<{ changes: { email: object } }>(
      `select changes from audit_entries where action = 'USER_CREATED' and target_id = $1`,
      [id],
    );
    expect(entry?.changes.email).toEqual({ before: null, after: READABLE });
  });
});

it('ADMIN_EMAIL accepts the addresses of the API, in any spelling', () => {
  const adminOf = (email: string) => readEnv({ ADMIN_EMAIL: email, ADMIN_PASSWORD: PASSWORD }).admin?.email;
  expect(adminOf(' tëst@XN--mller-kva.example ')).toBe('tëst@müller.example');
  expect(() => adminOf('a\u3000b@bars.example')).toThrow('ADMIN_EMAIL');
});

describe('the migration of addresses', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('normalises the spelling unless another user has it, and logs the users to look at', async () => {
    const emails = ['max@xn--mller-kva.example', READABLE, 'eva@xn--mller-kva.example', '"qq"@bars.example'];
    emails.push('MAX@xn--mller-kva.example.org', 'ada@bars.example');
    const ids: string[] = [];
    for (const email of emails) {
      const [row] = await test.database.query<{ id: string }>(
        `insert into users (email, display_name) values ($1, 'x') returning id`,
        [email],
      );
      ids.push(row?.id ?? '');
    }
    await test.graphql(`mutation { inviteUser(id: "${ids[2]}") { userErrors { code } } }`);
    await test.database.query(`delete from migrations where name = '20261202-addresses'`);
    const warned: object[] = [];
    await migrate(test.database.url, (what) => warned.push(what));

    const rows = await test.database.query<{ email: string }>('select email from users order by id');
    expect(rows.map(({ email }) => email)).toEqual([
      'max@xn--mller-kva.example',
      READABLE,
      'eva@müller.example',
      'qq@bars.example',
      'MAX@müller.example.org',
      'ada@bars.example',
    ]);
    expect(warned).toEqual([{ userIds: [ids[0]] }]);
    const { data } = await test.graphql(`{ user(id: "${ids[2]}") { invitation { email state } } }`);
    expect(data.user.invitation).toEqual({ email: 'eva@müller.example', state: 'PENDING' });
    // The trigger is enabled again: another address voids the link.
    const input = { id: ids[2], version: 1, email: 'eva@bars.example' };
    expect((await test.graphql(UPDATE, { input })).data.updateUser.user.invitation.state).toBe('CANCELLED');
  });
});
