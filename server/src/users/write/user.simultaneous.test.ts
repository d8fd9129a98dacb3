import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

/** As many as a script with a pool of connections sends. */
const CONCURRENT_WRITES = 48;

describe('concurrent writes that reduce rights', () => {
  let test: TestApp;
  let ids: string[];

  beforeAll(async () => {
    test = await startTestApp();
    ids = await createUsers(
      test,
      ...Array.from({ length: CONCURRENT_WRITES }, (_, n) => ({ email: `user${n}@example.org` })),
    );
  });
  afterAll(() => test.close());

  it.each(['deactivateUser', 'reactivateUser', 'deleteUser', 'restoreUser'])(
    'all succeed: %s',
    async (name) => {
      const document = `mutation ($id: ID!) { ${name}(id: $id) { user { version } userErrors { code } } }`;
      const answers = await Promise.all(ids.map((id) => test.graphql(document, { id })));
      expect(answers.map(({ errors }) => errors).filter((errors) => errors !== undefined)).toEqual([]);
      expect(new Set(answers.map(({ data }) => data[name].user.version)).size).toBe(1);
    },
  );

  it('leave reads without an error', async () => {
    const read = () => test.graphql('{ users(first: 5) { nodes { id } } }');
    for (let n = 0; n < 2; n += 1) await read();
    const writes = ids.map((id) => test.graphql(`mutation { deactivateUser(id: "${id}") { user { id } } }`));
    const reads = Array.from({ length: CONCURRENT_WRITES }, read);
    const answers = await Promise.all([...writes, ...reads]);
    expect(answers.map(({ errors }) => errors).filter((errors) => errors !== undefined)).toEqual([]);
  });
});
