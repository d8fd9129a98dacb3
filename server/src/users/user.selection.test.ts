import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';

describe('the selection of an operation', () => {
  let test: TestApp;
  let id: string | undefined;

  beforeAll(async () => {
    test = await startTestApp();
    [id] = await createUsers(test, { email: 'ann@example.org' });
  });
  afterAll(() => test.close());

  it.each(['constructor', 'toString', '__proto__', 'then'])('may use the alias %s', async (name) => {
    const read = await test.graphql(`{ ${name}: users { ${name}: nodes { ${name}: email } } }`);
    expect(JSON.stringify(read)).toBe(`{"data":{"${name}":{"${name}":[{"${name}":"ann@example.org"}]}}}`);
    const written = await test.graphql(
      `mutation { deactivateUser(id: "${id}") { ${name}: users { totalCount } u: user { ${name}: position { nextId } } } }`,
    );
    expect(JSON.stringify(written)).toBe(
      `{"data":{"deactivateUser":{"${name}":{"totalCount":1},"u":{"${name}":{"nextId":null}}}}}`,
    );
  });

  it('visits a fragment once, however often it is spread', async () => {
    const levels = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`,
    );
    const { data } = await test.graphql(
      `{ users { nodes { ...F0 } } } ${levels.join(' ')} fragment F40 on User { email }`,
    );
    expect(data.users.nodes).toEqual([{ email: 'ann@example.org' }]);
  });

  it('may have two different positions with one alias', async () => {
    const { data } = await test.graphql(`mutation { deactivateUser(id: "${id}") {
      in: user { place: position(search: "ann") { nextId } }
      out: user { place: position(search: "bob") { nextId } }
    } }`);
    expect(data.deactivateUser).toEqual({ in: { place: { nextId: null } }, out: { place: null } });
  });

  it('of a node has the fields of its type', async () => {
    const { data } = await test.graphql(`{ node(id: "${id}") {
      __typename ... on Node { id } ... on Role { name permissions } ... on User { x: position { previousId } email }
    } }`);
    expect(data.node).toEqual({ __typename: 'User', id, x: { previousId: null }, email: 'ann@example.org' });
  });
});
