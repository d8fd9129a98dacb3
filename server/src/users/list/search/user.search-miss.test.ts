import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementsOf } from '../../../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { createUsers } from '../../../testing/requests/user-requests.js';

let test: TestApp;
let gone: string[];

beforeAll(async () => {
  test = await startTestApp();
  await createUsers(
    test,
    { email: 'h.weiss@example.org', displayName: 'Hannah Weiß', department: 'Finance' },
    { email: 'kuznetsov@example.org', displayName: 'Фёдор Кузнецов', department: 'Sales' },
    { email: 'jones@example.org', displayName: 'Alan Jones', department: 'Sales' },
  );
  gone = await createUsers(
    test,
    { email: 'gone.1@example.org', displayName: 'Walter Weissmann', department: 'Finance' },
    { email: 'gone.2@example.org', displayName: 'Wanda Weissmann', department: 'Sales' },
    { email: 'gone.3@example.org', displayName: 'Zq' },
  );
  for (const id of gone) await test.graphql(`mutation { deleteUser(id: "${id}") { userErrors { code } } }`);
});
afterAll(() => test.close());

const ask = async (args: string, fields: string) => {
  const { data, errors } = await test.graphql(`{ users(${args}) { ${fields} } }`);
  expect(errors).toBeUndefined();
  return data.users as Record<string, unknown>;
};

describe('the suggestion of a search without matches', () => {
  it.each([
    ['hanah', 'hannah'],
    ['Hannnah', 'hannah'],
    ['weis hanna', null],
    ['weizs hanah', 'weiss hannah'],
    ['finence hannah', 'finance hannah'],
    ['кузнецоф', 'кузнецов'],
    ['kuznetzof', 'kuznetsov'],
    ['johnes sales', 'jones sales'],
    ['hannah jones', null],
    ['xqzvwy', null],
    ['hannah xqzvwy', null],
    ['%', null],
    ['a b c d xqzvwy', null],
    ['', null],
    ['walter', null],
  ])('for %j is %j', async (term, suggestion) => {
    expect(await ask(`search: "${term}"`, 'suggestion')).toEqual({ suggestion });
  });

  it('is null if there are matches, on every page', async () => {
    const { pageInfo, ...found } = await ask('search: "hannah"', 'suggestion pageInfo { endCursor }');
    expect(found).toEqual({ suggestion: null });
    const after = (pageInfo as { endCursor: string }).endCursor;
    expect(await ask(`search: "hannah", after: "${after}"`, 'suggestion nodes { id }')).toEqual({
      suggestion: null,
      nodes: [],
    });
  });

  it('has matches in the requested list', async () => {
    const sales = 'where: { department: ["Sales"] }';
    expect(await ask(`search: "johnes", ${sales}`, 'suggestion')).toEqual({ suggestion: 'jones' });
    expect(await ask(`search: "hanah", ${sales}`, 'suggestion')).toEqual({ suggestion: null });
  });
});

describe('the count of a search in the bin', () => {
  it.each([
    ['search: "weissmann"', 2],
    ['search: "weissmann walter"', 1],
    ['search: "zq"', 1],
    ['search: "weiss"', 2],
    ['search: "hannah"', 0],
    ['search: "weissmann", where: { department: ["Sales"] }', 1],
    ['search: "weissmann", where: { status: [ACTIVE, INVITED] }', 2],
    ['search: "weissmann", where: { status: [DELETED] }', null],
    ['search: " "', null],
    ['first: 1', null],
  ])('of (%s) is %j', async (args, binCount) => {
    expect(await ask(args, 'binCount')).toEqual({ binCount });
  });

  it.each([
    ['search: "weissmann"', 2],
    ['search: "weiss"', null],
    ['search: "zz"', 0],
  ])('of (%s) is %j if it is requested only for no matches', async (args, binCount) => {
    expect(await ask(args, 'binCount(ifEmpty: true)')).toEqual({ binCount });
    expect(await ask(args, 'edges { cursor } binCount(ifEmpty: true)')).toMatchObject({ binCount });
  });

  it('is read with the answer to a write, after the write', async () => {
    const [id] = await createUsers(test, { email: 'late@example.org', displayName: 'Late Weissmann' });
    const { data } = await test.graphql(
      `mutation { deleteUser(id: "${id}") { users(search: "late") { totalCount binCount suggestion } } }`,
    );
    expect(data.deleteUser.users).toEqual({ totalCount: 0, binCount: 1, suggestion: null });
  });
});

it('costs no statement unless it is requested', async () => {
  const statements = async (fields: string) =>
    (await statementsOf(() => ask('search: "hanah"', fields))).length;
  const [rows, withCount, withBoth] = [
    await statements('nodes { id }'),
    await statements('nodes { id } binCount'),
    await statements('nodes { id } binCount suggestion'),
  ];
  expect(withCount).toBe(rows + 1);
  expect(withBoth).toBeGreaterThan(withCount);
});

it('costs nothing for a search with matches, if both are requested only for no matches', async () => {
  const statements = async (fields: string) =>
    (await statementsOf(() => ask('search: "hannah"', fields))).length;
  const rows = await statements('nodes { id }');
  expect(await statements('nodes { id } suggestion binCount(ifEmpty: true)')).toBe(rows);
});
