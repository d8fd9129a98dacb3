import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, codeOf, makeToken, withToken } from '../testing/accounts/access-tokens.js';
import { writeRole } from '../testing/accounts/roles.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const WRITES = [
  'createRole(input: { name: "X", permissions: [USERS_READ] })',
  'updateRole(input: { id: "x", version: 1 })',
  'deleteRole(id: "x")',
].map((write) => `mutation { ${write} { userErrors { code } } }`);
const COUNTS = ['{ roles { userCount } }'];

let test: TestApp;
let owner: Person;

beforeAll(async () => {
  test = await startTestApp();
  for (const role of ['Owner', 'Editor', 'Viewer', 'Auditor'])
    await createPerson(test, `${role}@example.org`, role);
  owner = await signedIn(test, 'Owner@example.org');
});
afterAll(() => test.close());

describe('without ROLES_WRITE', () => {
  it.each([...WRITES, ...COUNTS])('%s is refused', async (query) => {
    const nobody: Ask = (text) => test.graphql(text, {}, { authorization: '' });
    expect(codeOf(await nobody(query))).toBe('UNAUTHENTICATED');
    for (const role of ['Editor', 'Viewer', 'Auditor']) {
      const person = await signedIn(test, `${role}@example.org`);
      expect(codeOf(await person.graphql(query))).toBe('FORBIDDEN');
    }
    const weak = withToken(test, (await makeToken(owner.graphql, { permissions: ['USERS_WRITE'] })).token);
    expect(codeOf(await weak(query))).toBe('FORBIDDEN');
  });
});

describe('an owner’s token with only ROLES_WRITE', () => {
  it('creates no role with more permissions than it has, and gives no role', async () => {
    const { token } = await makeToken(owner.graphql, { permissions: ['ROLES_WRITE'] });
    const ask = withToken(test, token);
    const { role, userErrors } = await writeRole(ask, 'create', {
      input: { name: 'X', permissions: ['ROLES_WRITE', 'USERS_READ'] },
    });
    expect(role).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'permissions'] }]);
    const { data } = await ask('{ roles { viewerCanGive } }');
    expect(data.roles).toEqual(Array(5).fill({ viewerCanGive: false }));
  });
});
