import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ormOptions } from '../database/orm.js';
import { CREATE_TOKEN, makeToken } from '../testing/accounts/access-tokens.js';
import { asking, type Asking } from '../testing/asked-twice.js';
import { type LosingProxy, startLosingProxy } from '../testing/servers/losing-proxy.js';
import { createPerson, signedIn } from '../testing/accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { sweepIdempotencyKeys } from './idempotency.service.js';

const CREATE = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { user { id email version } users(first: 1) { totalCount } invitationLink
    userErrors { code path } } }`;

const CREATE_ROLE = `mutation ($input: CreateRoleInput!) {
  createRole(input: $input) { role { id name } userErrors { code } } }`;

describe('a create with an Idempotency-Key', () => {
  let database: TestDatabase;
  let proxy: LosingProxy;
  let test: TestApp;
  let ask: Asking['ask'];

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await startLosingProxy(database);
    test = await startTestApp({
      database: proxy.database,
      env: { CORS_ORIGINS: 'https://scripts.example.org' },
    });
    ({ ask } = asking(test));
  });
  afterAll(async () => {
    await test.close();
    proxy.close();
    await database.drop();
  });

  async function create(input: object, key: string, document = CREATE) {
    const { body, ...answer } = await ask(document, { input }, undefined, { 'idempotency-key': key });
    return { ...answer, ...(JSON.parse(body) as GraphqlAnswer) };
  }
  const codeOf = ({ status, errors }: { status: number; errors?: GraphqlAnswer['errors'] }) => [
    status,
    errors?.[0]?.extensions['code'],
  ];
  const count = async (table: string, where: string) =>
    (await database.query(`select from ${table} where ${where}`)).length;

  /** Paths of a create through the server: by the resolvers if the document is new, or if a password or roles are given. */
  const ROADS = [
    ['by a plan', CREATE, {}, true],
    ['by the resolvers', CREATE, { roleIds: [], title: 'Dr' }, true],
    ['with a password', CREATE, { password: 'sour-plum-teapot-91' }, true],
    ['with an invitation', CREATE, { invite: true }, true],
  ] as const;

  it.each(ROADS)('is done once however often it is sent, %s', async (name, document, own, isCompiled) => {
    await create({ email: `known-${randomUUID()}@example.org`, displayName: 'Known' }, randomUUID());
    const input = { email: `${name.replaceAll(' ', '-')}@example.org`, displayName: 'Once', ...own };
    const key = `"${randomUUID()}"`;
    const first = await create(input, key, document);
    expect(first.isCompiled).toBe(isCompiled);
    expect(first.data.createUser).toMatchObject({ user: { email: input.email, version: 1 }, userErrors: [] });
    // A link is shown once.
    const again = await create(input, key, document);
    expect(again.data.createUser).toEqual({ ...first.data.createUser, invitationLink: null });
    expect(await count('users', `email = '${input.email}'`)).toBe(1);
    const id = first.data.createUser.user.id as string;
    expect(await count('audit_entries', `target_id = '${id}' and action = 'USER_CREATED'`)).toBe(1);
    expect(await count('invitations', `user_id = '${id}'`)).toBe('invite' in own ? 1 : 0);
    // Without a key, or with another one, the address is taken.
    const other = await create(input, randomUUID(), document);
    expect(other.data.createUser.userErrors).toEqual([{ code: 'EMAIL_TAKEN', path: ['input', 'email'] }]);
  });

  it.each([
    ['by a plan', 'plan-lost@example.org', {}, 'plan-lost@example.org'],
    ['by the resolvers', 'slow-lost@example.org', { password: 'sour-plum-teapot-91' }, 'commit'],
  ])('is answered if it is retried after a lost answer, %s', async (_name, email, own, text) => {
    await create({ email: `known-${randomUUID()}@example.org`, displayName: 'Known' }, randomUUID());
    const input = { email, displayName: 'Lost', ...own };
    const key = randomUUID();
    proxy.loseAnswerTo(text);
    expect(codeOf(await create(input, key))).toEqual([503, 'SERVICE_UNAVAILABLE']);
    const again = await create(input, key);
    expect(again.data.createUser).toMatchObject({ user: { email, version: 1 }, userErrors: [] });
    expect(await count('users', `email = '${email}'`)).toBe(1);
  });

  it.each(['by a plan', 'by the resolvers'])('is done once by many at the same moment, %s', async (name) => {
    const own = name === 'by a plan' ? {} : { password: 'sour-plum-teapot-91' };
    const input = { email: `${randomUUID()}@example.org`, displayName: 'At once', ...own };
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(input, key)));
    const ids = answers.map(({ data, errors }) => data?.createUser.user?.id ?? errors);
    expect(new Set(ids).size).toBe(1);
    expect(await count('users', `email = '${input.email}'`)).toBe(1);
    expect(await count('audit_entries', `target_id = '${ids[0]}'`)).toBe(1);
  });

  it('refuses another request with the same key, whichever path the first one took', async () => {
    for (const own of [{}, { password: 'sour-plum-teapot-91' }]) {
      const input = { email: `${randomUUID()}@example.org`, displayName: 'First', ...own };
      const key = randomUUID();
      await create(input, key);
      for (const changed of [
        { displayName: 'Second' },
        { email: `${randomUUID()}@example.org` },
        { title: 'Dr' },
        ...('password' in own ? [{ password: 'another-teapot-17' }] : []),
      ]) {
        const refused = await create({ ...input, ...changed }, key);
        expect(codeOf(refused)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
      }
      // Another order of fields is the same request.
      const { email, ...others } = input;
      expect((await create({ ...others, email }, key)).data.createUser.user.email).toBe(email);
    }
    const role = await create({ name: 'A', permissions: ['USERS_READ'] }, 'shared', CREATE_ROLE);
    expect(role.data.createRole.userErrors).toEqual([]);
    const user = await create({ email: `${randomUUID()}@example.org`, displayName: 'A' }, 'shared');
    expect(codeOf(user)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('keeps no key of a refused request: the corrected one may use the same key', async () => {
    const key = randomUUID();
    const wrong = await create({ email: 'no address', displayName: 'Right' }, key);
    expect(wrong.data.createUser.userErrors).toMatchObject([{ code: 'INVALID' }]);
    const right = await create({ email: 'right@example.org', displayName: 'Right' }, key);
    expect(right.data.createUser.user).toMatchObject({ email: 'right@example.org' });
  });

  it('creates a role once', async () => {
    const key = randomUUID();
    const input = { name: 'Once', permissions: ['USERS_READ'] };
    const first = await create(input, key, CREATE_ROLE);
    expect(first.data.createRole.role.name).toBe('Once');
    expect((await create(input, key, CREATE_ROLE)).data).toEqual(first.data);
    expect(codeOf(await create({ ...input, name: 'Twice' }, key, CREATE_ROLE))).toEqual([
      422,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  it('creates an access token once, and shows its secret once', async () => {
    const key = randomUUID();
    const input = { name: 'once', permissions: ['USERS_READ'] };
    const first = await create(input, key, CREATE_TOKEN);
    expect(first.data.createAccessToken.token).toMatch(/^rollcall_/);
    const again = await create(input, key, CREATE_TOKEN);
    expect(again.data.createAccessToken).toMatchObject({
      token: null,
      accessToken: { id: first.data.createAccessToken.accessToken.id },
      userErrors: [{ code: 'ALREADY_DONE', path: [] }],
    });
    expect(await count('access_tokens', `name = 'once'`)).toBe(1);
  });

  it('belongs to its principal: another token or person may use the same text', async () => {
    await createPerson(test, 'ann@example.org', 'Owner');
    const ann = await signedIn(test, 'ann@example.org');
    const { token } = await makeToken(ann.graphql, { permissions: ['USERS_READ', 'USERS_WRITE'] });
    const ids = await Promise.all(
      [test.operator, ann.token, token].map(async (bearer, n) => {
        const input = { email: `mine${n}@example.org`, displayName: 'Mine' };
        const headers = { authorization: `Bearer ${bearer}`, 'idempotency-key': 'mine' };
        return (await test.graphql(CREATE, { input }, headers)).data.createUser.user.id as string;
      }),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('is deleted after a day, and earlier above the limit of a principal', async () => {
    const input = { email: 'day@example.org', displayName: 'Day' };
    await create(input, 'day');
    await database.query(
      `update idempotency_keys set created_at = now() - interval '25 hours' where target_id =
        (select id from users where email = 'day@example.org')`,
    );
    const later = await create(input, 'day');
    expect(later.data.createUser.userErrors).toMatchObject([{ code: 'EMAIL_TAKEN' }]);
    const other = await create({ ...input, email: 'day2@example.org' }, 'day');
    expect(other.data.createUser.user.email).toBe('day2@example.org');

    await database.query(`update idempotency_keys set created_at = now() - interval '25 hours'
      where target_id = (select id from users where email = 'day2@example.org')`);
    const before = await count('idempotency_keys', 'true');
    await sweep();
    expect(await count('idempotency_keys', 'true')).toBe(before - 1);
    await sweep(1);
    const left = await database.query<{ count: number }>(
      'select count(*)::int from idempotency_keys group by principal_id',
    );
    expect(left.map(({ count: kept }) => kept)).toEqual([1, 1, 1]);
  });

  it.each([
    ['empty', ''],
    ['quotes alone', '""'],
    ['an open quote', '"abc'],
    ['two keys', '"a", "b"'],
    ['a blank within', 'a b'],
    ['letters beyond ASCII', '"\u00e9"'],
    ['256 characters', 'k'.repeat(256)],
  ])('refuses an invalid key: %s', async (_name, key) => {
    const input = { email: `${randomUUID()}@example.org`, displayName: 'None' };
    expect(codeOf(await create(input, key))).toEqual([400, 'IDEMPOTENCY_KEY_INVALID']);
    expect(await count('users', `email = '${input.email}'`)).toBe(0);
  });

  it('treats a key with and without quotation marks as the same, and accepts 255 characters', async () => {
    const input = { email: 'quoted@example.org', displayName: 'Quoted' };
    const key = 'k'.repeat(255);
    const first = await create(input, `"${key}"`);
    expect((await create(input, key)).data).toEqual(first.data);
  });

  it('allows one create per operation', async () => {
    const two = `mutation { a: createUser(input: { email: "a@example.org", displayName: "A" }) { user { id } }
      ...More } fragment More on Mutation {
      b: createUser(input: { email: "b@example.org", displayName: "B" }) { user { id } } }`;
    const headers = { 'idempotency-key': randomUUID() };
    const { status, body } = await ask(two, {}, 'application/graphql-response+json', headers);
    expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID']);
    expect(await count('users', `email in ('a@example.org', 'b@example.org')`)).toBe(0);
  });

  it('may be sent by a page of an origin in CORS_ORIGINS', async () => {
    const { headers } = await test.app.inject({
      method: 'OPTIONS',
      url: '/graphql',
      headers: {
        origin: 'https://scripts.example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });
    expect(String(headers['access-control-allow-headers'])).toContain('idempotency-key');
  });

  /** As the server does each hour, on a connection of the test. */
  async function sweep(mostKept?: number) {
    const orm = await MikroORM.init(ormOptions(database.url));
    await sweepIdempotencyKeys(orm.em.fork().getKysely(), mostKept);
    await orm.close();
  }
});
