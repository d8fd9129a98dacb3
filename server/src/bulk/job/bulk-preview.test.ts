import { expect, it } from 'vitest';
import { startTestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

it('previews an erasure without the number of users, which it is asked for', async () => {
  const test = await startTestApp();
  const [ada = ''] = await createUsers(test, { email: 'ada@example.org', displayName: 'Ada' });
  await test.graphql('mutation ($id: ID!) { deleteUser(id: $id) { userErrors { code } } }', { id: ada });
  const { data } = await test.graphql(
    `query ($input: StartBulkJobInput!) { bulkPreview(input: $input) { total changed userErrors { code } } }`,
    { input: { change: { kind: 'ERASE' }, where: { state: ['DELETED'] } } },
  );
  expect(data.bulkPreview).toEqual({ total: 1, changed: 1, userErrors: [] });
  await test.close();
});
