import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type Ask } from '../testing/accounts/access-tokens.js';
import { makeRole, writeRole } from '../testing/accounts/roles.js';
import { createPerson, signedIn } from '../testing/accounts/signed-in.js';
import { statementsOf } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const USERS = '{ users { totalCount } }';

let test: TestApp;
let ask: Ask;

beforeAll(async () => {
  test = await startTestApp();
  ask = test.graphql;
});
beforeEach(async () => {
  await test.database.query('delete from users');
  await test.database.query('delete from roles where key is null');
});
afterAll(() => test.close());

describe('a changed role', () => {
  it('takes effect with the next request of its users', async () => {
    const id = await makeRole(ask, 'Reader', 'USERS_READ');
    await createPerson(test, 'ann@example.org', 'Reader');
    const ann = await signedIn(test, 'ann@example.org');
    expect((await ann.graphql(USERS)).data).toEqual({ users: { totalCount: 1 } });
    await writeRole(ask, 'update', { input: { id, version: 1, permissions: ['AUDIT_READ'] } });
    expect(codeOf(await ann.graphql(USERS))).toBe('FORBIDDEN');
    expect((await ann.graphql('{ viewer { permissions } }')).data.viewer.permissions).toEqual(['AUDIT_READ']);
  });

  it('is read in full with a user if requested', async () => {
    await makeRole(ask, 'Reader', 'USERS_READ');
    const id = await createPerson(test, 'ann@example.org', 'Reader', 'Viewer');
    const { data } = await ask(
      `{ user(id: "${id}") { roles { name description version isBuiltIn userCount viewerCanUpdate } } }`,
    );
    const counted = { version: 1, userCount: 1 };
    expect(data.user.roles).toEqual([
      { ...counted, name: 'Reader', description: null, isBuiltIn: false, viewerCanUpdate: true },
      { ...counted, name: 'Viewer', description: 'Sees users.', isBuiltIn: true, viewerCanUpdate: false },
    ]);
  });
});

describe('a role that is given to a user while it is deleted', () => {
  it('is given or deleted, and never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await makeRole(ask, `Role ${round}`, 'USERS_READ');
      const [deleted, given] = await Promise.all([
        writeRole(ask, 'delete', { id }),
        ask(
          `mutation ($input: CreateUserInput!) {
            createUser(input: $input) { user { roles { id } } userErrors { code path } } }`,
          { input: { email: `${round}@example.org`, displayName: 'N', roleIds: [id] } },
        ),
      ]);
      const { user, userErrors } = given.data.createUser;
      const isGone = (await test.database.query('select from roles where id = $1', [id])).length === 0;
      if (isGone) {
        expect(deleted.userErrors).toEqual([]);
        expect(user).toBeNull();
        expect(userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'roleIds'] }]);
      } else {
        expect(deleted.userErrors).toMatchObject([{ code: 'IN_USE' }]);
        expect(user.roles).toEqual([{ id }]);
      }
    }
  });

  it('is not deleted while an uncommitted write gives it to a user', async () => {
    const id = await makeRole(ask, 'Reader', 'USERS_READ');
    const ann = await createPerson(test, 'ann@example.org');
    await test.database.query('begin');
    await test.database.query('insert into user_roles (user_id, role_id) values ($1, $2)', [ann, id]);
    const deleting = writeRole(ask, 'delete', { id });
    const waits = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
    await expect.poll(async () => (await test.database.query(waits)).length).toBe(1);
    await test.database.query('commit');
    expect((await deleting).userErrors).toMatchObject([{ code: 'IN_USE' }]);
  });
});

it('the list of roles with their counts is one statement', async () => {
  const sent = await statementsOf(() => ask('{ roles { name userCount viewerCanGive } }'));
  expect(sent.filter((text) => !text.includes('from access_tokens'))).toHaveLength(1);
});
