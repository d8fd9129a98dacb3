import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const CREATE = `mutation ($input: CreateUserInput!, $where: UserWhere, $search: String, $orderBy: UserOrder) {
  createUser(input: $input) {
    user {
      id email displayName givenName locale timeZone phone status version lastSignInAt roles { name }
      position(where: $where, search: $search, orderBy: $orderBy) { previousId nextId }
    }
    users(where: $where, search: $search, orderBy: $orderBy) { nodes { id displayName } totalCount }
    userErrors { code path message }
  }
}`;

describe('creating users', () => {
  let test: TestApp;
  let roles: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
  });
  beforeEach(async () => {
    await test.database.query('delete from users');
  });
  afterAll(() => test.close());

  const count = async () => (await test.database.query('select from users')).length;
  const create = async (input: Record<string, unknown>, list: Record<string, unknown> = {}) => {
    const { data, errors } = await test.graphql(CREATE, { input, ...list });
    expect(errors).toBeUndefined();
    return data.createUser;
  };

  it('answers a create with the user and the list after it', async () => {
    const [ann] = await createUsers(test, { email: 'ann@example.org' });
    const answer = await create({
      email: '  Zoë@Example.org ',
      displayName: ' Zoe\u0308 ',
      givenName: '',
      locale: 'de-ch',
      timeZone: 'europe/zurich',
      phone: '+41 44 123 45 67 x 8',
      roleIds: [roles['Viewer'], roles['Editor']],
    });
    expect(answer.userErrors).toEqual([]);
    expect(answer.user).toMatchObject({
      email: 'Zoë@Example.org',
      displayName: 'Zoë',
      givenName: null,
      locale: 'de-CH',
      timeZone: 'Europe/Zurich',
      status: 'INVITED',
      version: 1,
      lastSignInAt: null,
      roles: [{ name: 'Editor' }, { name: 'Viewer' }],
    });
    expect(answer.user.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(answer.users.nodes.map(({ id }: { id: string }) => id)).toEqual([answer.user.id, ann]);
    expect(answer.users.totalCount).toBe(2);
  });

  it('returns the neighbours of the new user in a list, or null if the list does not hold the user', async () => {
    const [ann, , cy] = await createUsers(
      test,
      { email: 'ann@example.org' },
      { email: 'bob@example.net' },
      { email: 'cy@example.org' },
    );
    const list = { search: 'example.org', orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' } };
    const inside = await create({ email: 'b@example.org', displayName: 'Bea' }, list);
    expect(inside.user.position).toEqual({ previousId: ann, nextId: cy });
    const outside = await create({ email: 'c@example.com', displayName: 'Cara' }, list);
    expect(outside.user.position).toBeNull();
    expect(outside.users.totalCount).toBe(3);
  });

  it('makes a user with a password ACTIVE, stores it as an argon2id hash and never shows it', async () => {
    const { user } = await create({
      email: 'a@example.org',
      displayName: 'A',
      password: 'correct horse battery',
    });
    expect(user.status).toBe('ACTIVE');
    const [row] = await test.database.query<{ password_hash: string }>('select password_hash from users');
    expect(row?.password_hash).toMatch(/^\$argon2id\$/);
    const { errors } = await test.graphql('{ users { nodes { passwordHash } } }');
    expect(errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it.each([
    ['asia/kolkata', 'Asia/Kolkata'],
    ['ASIA/CALCUTTA', 'Asia/Calcutta'],
    ['utc', 'UTC'],
    ['us/pacific', 'US/Pacific'],
    ['etc/gmt+5', 'Etc/GMT+5'],
  ])('spells a time zone as IANA does: %s', async (given, stored) => {
    const query =
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { timeZone locale } } }';
    const input = {
      email: `${given.replace(/\W/g, '')}@example.org`,
      displayName: 'A',
      timeZone: given,
      locale: 'en_us',
    };
    const { data } = await test.graphql(query, { input });
    expect(data.createUser.user).toEqual({ timeZone: stored, locale: 'en-US' });
  });

  it.each([
    ['\u202a+1 555 0100\u202c', '+1 555 0100'],
    ['\u200e+972 4 555', '+972 4 555'],
    ['+1\u2011555\u00a00100', '+1-555 0100'],
    ['+1 555–0100', '+1 555-0100'],
    ['＋８１－３', '+81-3'],
    ['٠٥٥ ٥٠١٢', '055 5012'],
    ['+1 555 0100 #12', '+1 555 0100 #12'],
    ['+1-555-0100;ext=12', '+1-555-0100;ext=12'],
    ['tel:+1-555-0100', 'tel:+1-555-0100'],
    ['055 5012 poste 12', '055 5012 poste 12'],
    ['055 5012 внутр. 12', '055 5012 внутр. 12'],
    ['1-800-FLOWERS', '1-800-FLOWERS'],
    ['\u200b\u202a\u202c', null],
  ])('stores the phone %j as %j', async (phone, kept) => {
    const email = `phone.${phone.codePointAt(0)}.${phone.length}@example.org`;
    const { user, userErrors } = await create({ email, displayName: 'A', phone });
    expect([userErrors, user?.phone]).toEqual([[], kept]);
  });

  it.each([
    [{ email: 'no-address' }, 'INVALID', 'email'],
    [{ email: 'a@b' }, 'INVALID', 'email'],
    [{ email: '' }, 'REQUIRED', 'email'],
    [{ email: `${'a'.repeat(64)}@${'b'.repeat(250)}.org` }, 'TOO_LONG', 'email'],
    [{ displayName: ' \u200b ' }, 'REQUIRED', 'displayName'],
    [{ displayName: '\u3164\ufe0f' }, 'REQUIRED', 'displayName'],
    [{ displayName: 'two\u2028lines' }, 'INVALID', 'displayName'],
    [{ email: 'ب\u200cب@example.org' }, 'INVALID', 'email'],
    [{ displayName: 'x'.repeat(201) }, 'TOO_LONG', 'displayName'],
    [{ displayName: 'a\u0000b' }, 'INVALID', 'displayName'],
    [{ displayName: 'two\nlines' }, 'INVALID', 'displayName'],
    [{ displayName: 'evil\u202egnp.exe' }, 'INVALID', 'displayName'],
    [{ displayName: 'half \ud800' }, 'INVALID', 'displayName'],
    [{ department: 'x'.repeat(101) }, 'TOO_LONG', 'department'],
    [{ phone: 'call me' }, 'INVALID', 'phone'],
    [{ phone: '<b>1</b>' }, 'INVALID', 'phone'],
    [{ phone: '1\u0000' }, 'INVALID', 'phone'],
    [{ phone: '1'.repeat(51) }, 'TOO_LONG', 'phone'],
    [{ locale: 'not_a_tag!' }, 'INVALID', 'locale'],
    [{ timeZone: 'Europe/Atlantis' }, 'INVALID', 'timeZone'],
    [{ timeZone: '+02:00' }, 'INVALID', 'timeZone'],
    [{ timeZone: 'IST' }, 'INVALID', 'timeZone'],
    [{ timeZone: 'BST' }, 'INVALID', 'timeZone'],
    [{ timeZone: 'SystemV/EST5' }, 'INVALID', 'timeZone'],
    [{ password: 'short' }, 'WEAK_PASSWORD', 'password'],
    [{ roleIds: ['x'] }, 'NOT_FOUND', 'roleIds'],
    [{ roleIds: ['01a20d34-bf94-74c9-b037-02a30eafc5ba'] }, 'NOT_FOUND', 'roleIds'],
  ])('refuses %j as %s and writes nothing', async (input, code, field) => {
    const answer = await create({ email: 'a@example.org', displayName: 'A', ...input });
    expect(answer.user).toBeNull();
    expect(answer.userErrors).toEqual([
      { code, path: ['input', field], message: expect.any(String) as string },
    ]);
    expect(answer.users.totalCount).toBe(0);
    expect(await count()).toBe(0);
  });

  it('returns every refusal of an input at once, in the language of the request', async () => {
    const input = { email: 'x', displayName: '', phone: 'y' };
    const { data } = await test.graphql(CREATE, { input }, { 'accept-language': 'ar-EG,en;q=0.5' });
    const errors = data.createUser.userErrors as { path: string[]; message: string }[];
    expect(errors.map(({ path }) => path[1])).toEqual(['email', 'displayName', 'phone']);
    expect(errors[1]?.message).toBe('هذا الحقل مطلوب.');
  });

  it('counts two hundred letters beyond plane 0 as two hundred characters', async () => {
    const { user } = await create({ email: 'a@example.org', displayName: '𝒜'.repeat(200) });
    expect([...(user.displayName as string)]).toHaveLength(200);
  });

  it('lets one of fifty simultaneous creates of one address succeed, and refuses 49 with EMAIL_TAKEN', async () => {
    const inputs = Array.from({ length: 50 }, (_, i) => ({
      email: i % 2 ? 'Same@Example.org' : 'same@example.org',
      displayName: `User ${i}`,
    }));
    const answers = await Promise.all(inputs.map((input) => test.graphql(CREATE, { input })));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const codes = answers.map(({ data }) => data.createUser.userErrors[0]?.code as string | undefined);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'EMAIL_TAKEN')).toHaveLength(49);
    expect(await count()).toBe(1);
  });

  it('rolls a write back whose list cannot be read', async () => {
    await createUsers(test, { email: 'ann@example.org' });
    const { data, errors } = await test.graphql(
      `mutation { createUser(input: { email: "b@example.org", displayName: "B" }) { users(after: "broken") { totalCount } } }`,
    );
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(await count()).toBe(1);
  });

  it('answers several lists, with fragments and directives', async () => {
    const { data } = await test.graphql(
      `mutation ($no: Boolean!) {
        createUser(input: { email: "b@example.org", displayName: "B" }) {
          ...Lists
          none: users(search: "nobody") { totalCount nodes { id } }
          skipped: users @include(if: $no) { totalCount }
        }
      }
      fragment Lists on CreateUserPayload { all: users { edges { node { ... on User { email } } } } }`,
      { no: false },
    );
    expect(data.createUser).toEqual({
      all: { edges: [{ node: { email: 'b@example.org' } }] },
      none: { totalCount: 0, nodes: [] },
    });
  });

  it('answers each kind of write by one fragment on what all have in common', async () => {
    const [id] = await createUsers(test, { email: 'ann@example.org' });
    const { data, errors } = await test.graphql(
      `mutation ($id: ID!) {
        create: createUser(input: { email: "bo@example.org", displayName: "Bo" }) { ...Write }
        update: updateUser(input: { id: $id, version: 1, displayName: "Anna" }) { ...Write }
        deactivate: deactivateUser(id: $id) { ...Write }
        reactivate: reactivateUser(id: $id) { ...Write }
        delete: deleteUser(id: $id) { ...Write }
        restore: restoreUser(id: $id) { ...Write }
      }
      fragment Write on UserWritePayload {
        __typename
        user { status position { nextId } }
        users(search: "example.org", orderBy: { field: EMAIL, direction: ASC }) { nodes { email } }
        userErrors { code }
      }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const both = ['ann@example.org', 'bo@example.org'];
    const answers = Object.entries<{
      __typename: string;
      user: { status: string; position: object | null };
      users: { nodes: { email: string }[] };
    }>(data).map(([name, { __typename, user, users }]) => [
      name,
      __typename,
      user.status,
      user.position !== null,
      users.nodes.map(({ email }) => email).filter((email) => both.includes(email)),
    ]);
    expect(answers).toEqual([
      ['create', 'CreateUserPayload', 'INVITED', true, both],
      ['update', 'UpdateUserPayload', 'INVITED', true, both],
      ['deactivate', 'DeactivateUserPayload', 'DEACTIVATED', true, both],
      ['reactivate', 'ReactivateUserPayload', 'INVITED', true, both],
      ['delete', 'DeleteUserPayload', 'DELETED', false, ['bo@example.org']],
      ['restore', 'RestoreUserPayload', 'INVITED', true, both],
    ]);
  });

  it('finds a user by id and by address, and any node by id', async () => {
    const [id] = await createUsers(test, { email: 'Ann@Example.org' });
    const { data, errors } = await test.graphql(
      `query ($id: ID!, $role: ID!) {
        user(id: $id) { email }
        userByEmail(email: " aNN@example.ORG ") { id }
        node(id: $id) { __typename id ... on User { displayName } }
        role: node(id: $role) { __typename ... on Role { name permissions } }
        nothing: node(id: "x") { id }
        none: user(id: "01a20d34-bf94-74c9-b037-02a30eafc5ba") { id }
        nobody: userByEmail(email: "a\\u0000b") { id }
      }`,
      { id, role: roles['Viewer'] },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      user: { email: 'Ann@Example.org' },
      userByEmail: { id },
      node: { __typename: 'User', id, displayName: 'Ann' },
      role: { __typename: 'Role', name: 'Viewer', permissions: ['USERS_READ'] },
      nothing: null,
      none: null,
      nobody: null,
    });
  });
});
