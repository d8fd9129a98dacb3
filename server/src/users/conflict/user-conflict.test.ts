import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { statementsOf } from '../../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) {
    conflict {
      user { id version title department roles { name } position { previousId } }
      changes { field before after occurredAt isOwn actor { displayName } }
    }
    emailHolder { displayName status }
    userErrors { code path }
  }
}`;

describe('the answer to a write from a stale version', () => {
  let test: TestApp;
  let lena: Person;
  let tom: Person;
  let editor: Person;
  let id: string;

  beforeAll(async () => {
    test = await startTestApp();
    await createPerson(test, 'lena@example.org', 'Owner');
    await createPerson(test, 'tom@example.org', 'Owner');
    await createPerson(test, 'ed@example.org', 'Editor');
    [lena, tom, editor] = [
      await signedIn(test, 'lena@example.org'),
      await signedIn(test, 'tom@example.org'),
      await signedIn(test, 'ed@example.org'),
    ];
  });
  beforeEach(async () => {
    await test.database.query(`delete from users where email like 'ada%'`);
    [id = ''] = await createUsers(test, { email: 'ada@example.org', title: 'Engineer' });
  });
  afterAll(() => test.close());

  async function update(person: Person, input: Record<string, unknown>) {
    const { data, errors } = await person.graphql(UPDATE, { input: { id, ...input } });
    expect(errors).toBeUndefined();
    return data.updateUser;
  }

  it('has the present user, and the actor and time of each changed field', async () => {
    const roles = await roleIdsOf(test);
    await update(lena, { version: 1, title: 'Countess' });
    await update(tom, { version: 2, department: 'Sales', roleIds: [roles['Viewer']] });
    const { conflict, userErrors } = await update(tom, { version: 1, title: 'Duchess' });
    expect(userErrors).toEqual([{ code: 'STALE_VERSION', path: ['input', 'version'] }]);
    expect(conflict.user).toEqual({
      id,
      version: 3,
      title: 'Countess',
      department: 'Sales',
      roles: [{ name: 'Viewer' }],
      position: { previousId: null },
    });
    const occurredAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    const ofTom = { before: null, isOwn: true, actor: { displayName: 'tom' }, occurredAt };
    expect(conflict.changes).toHaveLength(3);
    expect(conflict.changes).toEqual(
      expect.arrayContaining([
        { ...ofTom, field: 'department', after: 'Sales' },
        { ...ofTom, field: 'roles', before: '', after: 'Viewer' },
        {
          field: 'title',
          before: 'Engineer',
          after: 'Countess',
          isOwn: false,
          actor: { displayName: 'lena' },
          occurredAt,
        },
      ]),
    );
  });

  it('sums up writes of one field, and omits fields with their old value', async () => {
    await update(lena, { version: 1, title: 'Countess', department: 'Sales' });
    await update(tom, { version: 2, title: 'Duchess', department: null });
    const { conflict } = await update(lena, { version: 1, title: 'Queen' });
    expect(conflict.changes).toMatchObject([
      { field: 'title', before: 'Engineer', after: 'Duchess', actor: { displayName: 'tom' } },
    ]);
  });

  it('has only what was changed since the version that was given', async () => {
    await update(lena, { version: 1, title: 'Countess' });
    await update(lena, { version: 2, department: 'Sales' });
    const { conflict } = await update(tom, { version: 2, title: 'Queen' });
    expect(conflict.changes).toMatchObject([{ field: 'department' }]);
  });

  it('names only the viewer to viewers who may not read the audit trail', async () => {
    await update(lena, { version: 1, title: 'Countess' });
    await update(editor, { version: 2, department: 'Sales' });
    const { conflict } = await update(editor, { version: 1, title: 'Queen' });
    const named = Object.fromEntries(
      conflict.changes.map(({ field, actor }: { field: string; actor: unknown }) => [field, actor]),
    );
    expect(named).toEqual({ title: null, department: { displayName: 'ed' } });
  });

  it('is null if nothing is stale, and refused without USERS_READ', async () => {
    expect((await update(lena, { version: 1, title: 'Countess' })).conflict).toBeNull();
    const { token } = await makeToken(lena.graphql, { permissions: ['USERS_WRITE'] });
    const answer = await withToken(test, token)(UPDATE, { input: { id, version: 1 } });
    expect(answer.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('reads the audit trail only if the operation requests it', async () => {
    await update(lena, { version: 1, title: 'Countess' });
    const bare = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code } } }';
    const sent = await statementsOf(() => tom.graphql(bare, { input: { id, version: 1, title: 'Queen' } }));
    expect(sent.filter((text) => text.includes('from audit_entries'))).toEqual([]);
  });

  it('names the user who has a taken address', async () => {
    const { emailHolder, userErrors } = await update(lena, { version: 1, email: 'TOM@example.org' });
    expect(userErrors).toEqual([{ code: 'EMAIL_TAKEN', path: ['input', 'email'] }]);
    expect(emailHolder).toEqual({ displayName: 'tom', status: 'ACTIVE' });
    const { data } = await lena.graphql(`mutation {
      createUser(input: { email: "ada@example.org", displayName: "Ada 2" }) { emailHolder { id } userErrors { code } } }`);
    expect(data.createUser.emailHolder).toEqual({ id });
  });

  it('names the user who has the address of a user who cannot be restored', async () => {
    await lena.graphql(`mutation { deleteUser(id: "${id}") { user { id } } }`);
    const [other] = await createUsers(test, { email: 'ada@example.org' });
    const { data } = await lena.graphql(
      `mutation { restoreUser(id: "${id}") { emailHolder { id } userErrors { code } } }`,
    );
    expect(data.restoreUser).toEqual({ emailHolder: { id: other }, userErrors: [{ code: 'EMAIL_TAKEN' }] });
  });
});
