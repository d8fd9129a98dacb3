import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { statementsOf } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { rowFields } from './user.columns.js';

describe('a computed field of a user', () => {
  let test: TestApp;
  const type = buildSchema().getType('User');
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];

  beforeAll(async () => {
    test = await startTestApp();
    await createUsers(test, { email: 'u0@example.org' });
  });
  afterAll(() => test.close());

  const parts: Record<string, string> = { roles: '{ id name description }', deletedBy: '{ displayName }' };
  const select = (name: string) => `${name} ${parts[name] ?? ''}`;
  const computed = fields.map(({ name }) => name).filter((name) => rowFields().includes(name));

  it('is read with the page: a list of twenty sends as many statements as a list of one', async () => {
    // Each name makes a new document: a known one would use pipelined connections, which are not counted here.
    const list = (name: string) =>
      test.graphql(`query ${name} { users(first: 20) { nodes { ${computed.map(select).join(' ')} } } }`);
    const ofOne = await statementsOf(() => list('One'));
    expect(ofOne.filter((text) => text.includes('from users u'))).toHaveLength(1);
    await test.database.query(
      `insert into users (email, display_name) select i || '@example.org', 'u' from generate_series(1, 19) i`,
    );
    let rows: unknown;
    const ofTwenty = await statementsOf(async () => {
      const { data, errors } = await list('Twenty');
      expect(errors).toBeUndefined();
      rows = data.users.nodes;
    });
    expect(rows).toHaveLength(20);
    expect(ofTwenty).toEqual(ofOne);
  });

  it('has a price in the schema, unless it is read with the page', () => {
    const unpriced = fields.filter(({ extensions }) => extensions['complexity'] === undefined);
    expect(unpriced.map(({ name }) => name).sort()).toEqual(computed.toSorted());
    expect(computed).toEqual(expect.arrayContaining(['roles', 'hasSecondFactor', 'viewerCanUpdate']));
  });
});
