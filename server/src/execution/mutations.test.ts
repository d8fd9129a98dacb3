import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, asking } from '../testing/asked-twice.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { buildSchema } from '../schema.js';
import { readsInfo } from './plain-resolvers.js';

const ROW = `id email displayName status version createdAt roles { id name permissions __typename }
  position(orderBy: { field: EMAIL, direction: ASC }) { cursor previousId nextId } viewerCanUpdate __typename`;
const PAYLOAD = `user { ${ROW} } userErrors { code path message }
  users(first: 3) { totalCount edges { cursor node { id version } } pageInfo { hasNextPage endCursor } } __typename`;
const NOBODY = '00000000-0000-7000-8000-000000000000';

it('every mutation is resolved with its path in the answer, by which its result is kept', () => {
  const fields = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
  expect(fields.filter((field) => !readsInfo(field)).map(({ name }) => name)).toEqual([]);
});

describe('a compiled mutation', () => {
  let test: TestApp;
  let ask: Asking['ask'];
  let twice: Asking['twice'];
  let ids: string[];

  beforeAll(async () => {
    test = await startTestApp();
    ({ ask, twice } = asking(test));
    ids = await createUsers(test, { email: 'ann@example.org' }, { email: 'bob@example.org' });
    await test.graphql(`mutation { deactivateUser(id: "${ids[0]}") { user { id } } }`);
  });
  afterAll(() => test.close());

  const entries = async () => (await test.database.query('select from audit_entries')).length;

  /** None of these changes anything, so both requests meet the same state. */
  it.each([
    ['nothing left to do', `deactivateUser(id: "$0") { ${PAYLOAD} }`],
    [
      'another key',
      `a: deactivateUser(id: "$0") { b: user { c: id ...More } } } fragment More on User { email`,
    ],
    ['two fields', `a: deactivateUser(id: "$0") { ${PAYLOAD} } b: reactivateUser(id: "$1") { ${PAYLOAD} }`],
    ['a refusal', `deleteUser(id: "${NOBODY}") { ${PAYLOAD} }`],
    ['a stale version', `updateUser(input: { id: "$1", version: 9, title: "x" }) { ${PAYLOAD} }`],
    ['a taken address', `createUser(input: { email: "BOB@example.org", displayName: "B" }) { ${PAYLOAD} }`],
    ['no address', `createUser(input: { email: "bob", displayName: "" }) { ${PAYLOAD} invitationLink }`],
    [
      'a refused role',
      'createRole(input: { name: "", permissions: [] }) { role { id } userErrors { code path } }',
    ],
    ['a refused token', 'revokeAccessToken(id: "x") { accessToken { id } userErrors { code message } }'],
    ['a search', `deactivateUser(id: "$0") { users(search: "ann") { totalCount nodes { email } } }`],
    [
      'a position in a search',
      `deactivateUser(id: "$0") { user { position(search: "ann") { cursor previousId nextId } } }`,
    ],
    [
      'a directive',
      `deactivateUser(id: "$0") { user @skip(if: true) { id } userErrors @include(if: true) { code } }`,
    ],
  ])('gives the answer of GraphQL.js, with %s', async (_name, selection) => {
    const document = `mutation { ${selection.replaceAll('$0', ids[0] ?? '').replaceAll('$1', ids[1] ?? '')} }`;
    const before = await entries();
    const { first, second, same } = await twice(document);
    expect(first.body).not.toContain('"errors"');
    expect([first.isCompiled, second.isCompiled]).toEqual([false, true]);
    expect(same).toEqual(first);
    expect(await entries()).toBe(before);
  });

  it('writes once, and returns the written values', async () => {
    const document = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { ${PAYLOAD} } }`;
    const update = async (version: number, title: string) => {
      const before = await entries();
      const { isCompiled, body } = await ask(document, { input: { id: ids[1], version, title } });
      expect(await entries()).toBe(before + 1);
      return { isCompiled, user: (JSON.parse(body) as GraphqlAnswer).data.updateUser.user };
    };
    expect(await update(1, 'One')).toMatchObject({ isCompiled: false, user: { version: 2 } });
    expect(await update(2, 'Two')).toMatchObject({ isCompiled: true, user: { version: 3, id: ids[1] } });
  });

  /** GraphQL.js reports the failure of work that was done here already. */
  describe('with a failing field', () => {
    it('rolls back a write with invalid list arguments', async () => {
      const document = `mutation ($input: CreateUserInput!, $after: String) { createUser(input: $input) {
        user { id } users(after: $after) { totalCount } } }`;
      const create = (email: string, after: string | null) =>
        ask(document, { input: { email, displayName: 'New' }, after });
      await create('first@example.org', null);
      expect((await create('second@example.org', null)).isCompiled).toBe(true);
      const wrong = await create('third@example.org', 'nonsense');
      expect(wrong.isCompiled).toBe(false);
      const { data, errors } = JSON.parse(wrong.body) as GraphqlAnswer;
      expect([data, errors]).toMatchObject([
        null,
        [{ path: ['createUser'], extensions: { code: 'BAD_USER_INPUT' } }],
      ]);
      expect(await test.database.query(`select from users where email = 'third@example.org'`)).toEqual([]);
    });

    it('keeps the writes of the fields before it, and runs them once', async () => {
      const document = `mutation ($email: String!, $after: String) {
        one: createUser(input: { email: $email, displayName: "One" }) { user { email } }
        two: deactivateUser(id: "${ids[0]}") { users(after: $after) { totalCount } } }`;
      for (const email of ['a@example.org', 'b@example.org']) await ask(document, { email, after: null });
      const before = await entries();
      const failing = await ask(document, { email: 'c@example.org', after: 'nonsense' });
      const resolved = await ask(`${document} # new`, { email: 'd@example.org', after: 'nonsense' });
      expect(failing.body).toBe(resolved.body.replace('d@', 'c@'));
      expect(failing.body).toContain('"path":["two"]');
      expect(await entries()).toBe(before + 2);
      expect(
        await test.database.query(`select from users where email in ('c@example.org', 'd@example.org')`),
      ).toHaveLength(2);
    });

    it('has the status and the headers that GraphQL.js gives it', async () => {
      const document = `mutation ($after: String) { deactivateUser(id: "${ids[0]}") { users(after: $after) { totalCount } } }`;
      const accept = 'application/graphql-response+json';
      for (let n = 0; n < 2; n += 1) await ask(document, { after: null }, accept);
      const failing = await ask(document, { after: 'nonsense' }, accept);
      expect(failing).toEqual(await ask(`${document} # new`, { after: 'nonsense' }, accept));
    });
  });

  it('is refused, and writes nothing, if the viewer’s rights were reduced since the lookup', async () => {
    const document = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { version } } }`;
    const update = (version: number) =>
      ask(document, { input: { id: ids[1], version, title: `v${version}` } });
    await update(3);
    expect((await update(4)).isCompiled).toBe(true);
    await test.database.query(`update access_tokens set permissions = '{USERS_READ}'`);
    const refused = await update(5);
    expect((JSON.parse(refused.body) as GraphqlAnswer).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    await test.database.query('update access_tokens set revoked_at = now()');
    const unknown = await update(5);
    expect((JSON.parse(unknown.body) as GraphqlAnswer).errors?.[0]?.extensions['code']).toBe(
      'UNAUTHENTICATED',
    );
    expect(
      await test.database.query(`select from users where version = 5 and id = $1`, [ids[1]]),
    ).toHaveLength(1);
  });
});
