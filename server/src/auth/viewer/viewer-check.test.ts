import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPerson, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { KnownRequests } from '../../execution/known-requests.js';

const LIST = '{ users { nodes { id } } }';
const SEARCH = '{ users(search: "eve") { nodes { id } } }';
const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } userErrors { code } } }`;

/** Changes after which a user may no longer read the directory. They are made in the database, past the server. */
const LOSSES: Record<string, string> = {
  'the session is revoked': `update sessions set revoked_at = now() where user_id = $1`,
  'the session ends before its time': `update sessions set expires_at = now() where user_id = $1`,
  'the session is deleted': `delete from sessions where user_id = $1`,
  'they are deactivated': `update users set deactivated_at = now() where id = $1`,
  'they are put into the bin': `update users set deleted_at = now() where id = $1`,
  'they lose their role': `delete from user_roles where user_id = $1`,
  'their role loses a permission': `update roles set permissions = '{}' where key = 'EDITOR' and $1::uuid is not null`,
};

describe('a cached viewer', () => {
  let test: TestApp;
  let permissions: string[];
  let id: string;
  let email: string;
  let made = 0;

  beforeAll(async () => {
    test = await startTestApp();
    const [editor] = await test.database.query<{ permissions: string[] }>(
      `select permissions from roles where key = 'EDITOR'`,
    );
    permissions = editor?.permissions ?? [];
  });
  // Another person for each test, so that the server has no cached viewer yet.
  beforeEach(async () => {
    made += 1;
    email = `eve${made}@example.org`;
    id = await createPerson(test, email, 'Editor');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await test.database.query(
      `update roles set permissions = $1::text[] where key = 'EDITOR' and permissions <> $1`,
      [permissions],
    );
  });
  afterAll(() => test.close());

  async function knownPerson(document = LIST) {
    const person = await signedIn(test, email);
    const answered = vi.spyOn(KnownRequests.prototype, 'answer');
    const variables = (n: number) =>
      document === CREATE ? { input: { email: `n${made}.${n}@example.org`, displayName: 'N' } } : {};
    for (let n = 0; n < 3; n += 1)
      expect((await person.graphql(document, variables(n))).errors).toBeUndefined();
    expect(await answered.mock.results.at(-1)?.value, 'answered by a plan').toBeDefined();
    return { ...person, variables };
  }

  it.each(Object.entries(LOSSES))('loses read access at once when %s', async (_name, change) => {
    await knownPerson(SEARCH);
    const person = await knownPerson();
    await test.database.query(change, [id]);
    for (const document of [SEARCH, LIST]) {
      const { data, errors } = await person.graphql(document);
      expect(data?.users).toBeUndefined();
      expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(errors?.[0]?.extensions['code']);
    }
  });

  it.each(Object.entries(LOSSES))('loses write access at once when %s', async (_name, change) => {
    const person = await knownPerson(CREATE);
    const before = await test.database.query('select count(*) from users');
    await test.database.query(change, [id]);
    const { errors } = await person.graphql(CREATE, person.variables(9));
    expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(errors?.[0]?.extensions['code']);
    expect(await test.database.query('select count(*) from users')).toEqual(before);
  });

  it('is refused by every server as soon as one has revoked the session', async () => {
    const other = await startTestApp({ database: test.database });
    const person = await knownPerson();
    const ask = () =>
      other.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${person.token}` },
        payload: { query: LIST },
      });
    for (let n = 0; n < 3; n += 1) expect((await ask()).json().errors).toBeUndefined();
    const { errors } = await test.graphql(
      `mutation { deactivateUser(id: "${id}") { user { id } userErrors { code } } }`,
    );
    expect(errors).toBeUndefined();
    expect((await ask()).json().errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await other.close();
  });

  it('raises the epoch once per transaction, for any number of users, and not for writes that only add', async () => {
    const epoch = async () =>
      Number((await test.database.query<{ number: string }>('select number from access_epoch'))[0]?.number);
    const before = await epoch();
    await createPerson(test, 'fay@example.org', 'Editor', 'Viewer');
    await signedIn(test, 'fay@example.org');
    await test.database.query(`update users set title = 'Lead'`);
    expect(await epoch()).toBe(before);
    await test.database.query('update users set deactivated_at = now()');
    expect(await epoch()).toBe(before + 1);
  });
});
