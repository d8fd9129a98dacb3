import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementsOf } from '../../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

describe('the number of SQL statements, without the one that looks up the viewer', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await createUsers(test, { email: 'ann@example.org' }, { email: 'bob@example.org' });
  });
  afterAll(() => test.close());

  const kinds = async (document: string) => {
    const statements = await statementsOf(() => test.graphql(document));
    // The viewer is looked up before the document is executed.
    const sent = statements.filter((statement) => !statement.includes('from access_tokens'));
    return sent.map((statement) => statement.split(' ', 1)[0]?.toLowerCase());
  };

  it.each([
    ['{ users { edges { cursor node { id displayName status } } pageInfo { hasNextPage } } }', 1],
    ['{ users { nodes { roles { name permissions } } } }', 1],
    ['{ users(search: "ann", where: { status: [INVITED, DELETED] }) { nodes { id } } }', 1],
    ['{ users { totalCount } }', 1],
    ['{ users { nodes { id } totalCount } }', 2],
    ['{ userByEmail(email: "ann@example.org") { displayName } }', 1],
  ])('%s takes %i', async (document, expected) => {
    expect(await kinds(document)).toEqual(Array(expected).fill(expect.stringMatching(/^(select|with)$/)));
  });

  it('a read selects only the requested columns', async () => {
    const sent = await statementsOf(() => test.graphql('{ users { nodes { id displayName } } }'));
    const statement = sent.find((text) => text.includes('from users u'));
    expect(statement).toMatch(
      /^select u\.id, "u"\."display_name" as "displayName", u\.created_at as key from users u/,
    );
  });
});
