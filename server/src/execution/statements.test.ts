import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Batch } from '../database/pipeline/pipeline-batch.js';
import { Pipeline } from '../database/pipeline/pipeline.js';
import { sentBy } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';

const LIST =
  'edges { cursor node { id email displayName status createdAt } } pageInfo { hasNextPage endCursor }';

describe('the statements of everyday operations', () => {
  let test: TestApp;
  let id: string | undefined;
  let after: string;

  beforeAll(async () => {
    test = await startTestApp();
    [id] = await createUsers(test, { email: 'ann@example.org' }, { email: 'bob@example.org' });
    const { data } = await test.graphql('{ users(first: 1) { pageInfo { endCursor } } }');
    after = data.users.pageInfo.endCursor as string;
  });
  afterAll(() => test.close());

  /** Once the document is known: the first words of each statement of the pool, and of each step of each message. */
  async function sent(document: string, variables: () => Record<string, unknown> = () => ({})) {
    for (let n = 0; n < 2; n += 1) expect((await test.graphql(document, variables())).errors).toBeUndefined();
    // A write that reduces rights makes the server look the viewer up again.
    await test.graphql('{ __typename }');
    const submit = vi.spyOn(Batch.prototype, 'submit');
    const pool = await sentBy(() => test.graphql(document, variables()));
    const batches = submit.mock.contexts as Batch[];
    submit.mockRestore();
    return {
      pool: pool.map(({ text }) => tableOf(text)),
      messages: batches.map(({ steps }) => steps.map(({ statement }) => tableOf(statement.text))),
    };
  }

  it('a list is one message: the epoch and the page', async () => {
    expect(await sent(`{ users(first: 20) { ${LIST} } }`)).toEqual({
      pool: [],
      messages: [['access_epoch', 'users']],
    });
  });

  it('a page deep in the list is one message too', async () => {
    const document = `query ($after: String) { users(first: 20, after: $after) { ${LIST} } }`;
    expect(await sent(document, () => ({ after }))).toEqual({
      pool: [],
      messages: [['access_epoch', 'users']],
    });
  });

  it('one user is one message too', async () => {
    expect(await sent('query ($id: ID!) { user(id: $id) { id email } }', () => ({ id }))).toEqual({
      pool: [],
      messages: [['access_epoch', 'users']],
    });
  });

  it('the count of all users is one more step', async () => {
    expect(await sent(`{ users(first: 20) { ${LIST} totalCount } }`)).toEqual({
      pool: [],
      messages: [['access_epoch', 'users', 'user_counts']],
    });
  });

  it('a create with its list is one message: the guard, the user, the audit entry, and the whole answer', async () => {
    let n = 0;
    const document = `mutation ($input: CreateUserInput!) { createUser(input: $input) {
      user { id position { previousId nextId } } users(first: 20) { ${LIST} totalCount } userErrors { code } } }`;
    const variables = () => ({ input: { email: `new${n++}@example.org`, displayName: 'New' } });
    expect(await sent(document, variables)).toEqual({
      pool: [],
      messages: [['access_epoch', 'users', 'audit_entries', 'users', 'with', 'users', 'user_counts']],
    });
  });

  it('a change is two messages: the data for its rules, with the row locked, and the rest', async () => {
    let version = 1;
    const document = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
      user { id title } users(first: 20) { ${LIST} } userErrors { code } } }`;
    const variables = () => ({ input: { id, version: version++, title: `Lead ${version}` } });
    expect(await sent(document, variables)).toEqual({
      pool: [],
      messages: [
        ['begin', 'access_epoch', 'users', 'user_roles'],
        ['users', 'audit_entries', 'users', 'users', 'commit'],
      ],
    });
  });

  it('a refused change is one message, and another for the present list', async () => {
    const document = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
      users(first: 20) { ${LIST} } userErrors { code } } }`;
    expect(await sent(document, () => ({ input: { id, version: 99, title: 'No' } }))).toEqual({
      pool: [],
      messages: [['begin', 'access_epoch', 'users', 'user_roles'], ['rollback'], ['access_epoch', 'users']],
    });
  });

  it.each([
    ['deactivateUser', 'reactivateUser'],
    ['deleteUser', 'restoreUser'],
  ])('%s and %s are two messages each', async (field, undo) => {
    // The guard reads the epoch, or the viewer's rights shortly after somebody's were reduced.
    const first = ['begin', expect.any(String), 'users', 'user_roles'];
    for (const [each, ends] of [
      [field, ['sessions']],
      [undo, []],
    ] as const) {
      const document = `mutation ($id: ID!) { ${each}(id: $id) { users(first: 20) { ${LIST} } userErrors { code } } }`;
      // The second time, nothing changes, so nothing is written.
      expect((await sent(document, () => ({ id }))).messages).toEqual([first, [...ends, 'users', 'commit']]);
    }
  });

  it.each([
    ['a search', 'search: "ann"'],
    ["a filter that the order's index knows", 'where: { status: [INVITED] }'],
    ['one that it does not know', 'where: { status: [INVITED] }, orderBy: { field: EMAIL, direction: ASC }'],
  ])('%s is one message too', async (_name, args) => {
    expect(await sent(`{ users(first: 20, ${args}) { ${LIST} } }`)).toEqual({
      pool: [],
      messages: [['access_epoch', expect.any(String)]],
    });
  });

  it('simultaneous requests are one message, with the epoch once', async () => {
    const ask = () => test.graphql('query ($id: ID!) { user(id: $id) { id displayName } }', { id });
    for (let n = 0; n < 2; n += 1) await ask();
    const submit = vi.spyOn(Batch.prototype, 'submit');
    const pool = await sentBy(() => Promise.all(Array.from({ length: 8 }, ask)));
    const tables = (submit.mock.contexts as Batch[]).map(({ steps }) =>
      steps.map(({ statement }) => tableOf(statement.text)),
    );
    submit.mockRestore();
    expect(pool).toEqual([]);
    expect(tables.flat().filter((table) => table === 'users')).toHaveLength(8);
    for (const [first, ...others] of tables) {
      expect(first).toBe('access_epoch');
      expect(new Set(others)).toEqual(new Set(['users']));
    }
    expect(tables.length).toBeLessThan(8);
  });

  it('a search uses connections with generic plans, and statements that depend on their values those with custom plans', async () => {
    const term =
      'query ($term: String, $order: UserOrder) { users(search: $term, orderBy: $order) { nodes { id } } }';
    const ofOrder = (field: string) => ({ order: { field, direction: 'ASC' } });
    const byStatus =
      'query ($order: UserOrder) { users(where: { status: [INVITED] }, orderBy: $order) { nodes { id } } }';
    expect(await planning(term, { term: 'ann' })).toBe('force_generic_plan');
    expect(await planning(term, { term: 'an', ...ofOrder('EMAIL') })).toBe('force_generic_plan');
    expect(
      await planning('{ users(search: "ann", where: { status: [INVITED] }) { nodes { id } } }', {}),
    ).toBe('force_custom_plan');
    expect(await planning(term, ofOrder('EMAIL'))).toBe('auto');
    expect(await planning(byStatus, ofOrder('CREATED_AT'))).toBe('auto');
    expect(await planning(byStatus, ofOrder('EMAIL'))).toBe('force_custom_plan');
    expect(await planning('{ users(search: "ann") { totalCount } }', {})).toBe('force_generic_plan');
    expect(await planning('{ users(where: { department: ["R&D"] }) { totalCount } }', {})).toBe(
      'force_custom_plan',
    );
    expect(await planning('{ users(where: { status: [INVITED] }) { totalCount } }', {})).toBe('auto');
  });

  /** The plan modes of the connections that answer the document. */
  async function planning(document: string, variables: Record<string, unknown>) {
    await test.graphql(document, variables);
    const spies = [vi.spyOn(Pipeline.prototype, 'runAlone'), vi.spyOn(Pipeline.prototype, 'run')];
    await test.graphql(document, variables);
    const [pipeline] = spies.flatMap(({ mock }) => mock.contexts) as [Pipeline];
    for (const spy of spies) spy.mockRestore();
    const statement = { name: 'plan_cache_mode', text: 'show plan_cache_mode' };
    return (await pipeline.run([{ statement, values: [] }]))?.at(-1)?.[0]?.[0];
  }
});

/** The table that a statement is about: the one that it reads from last, or that it writes to. */
function tableOf(text: string): string | undefined {
  const main = text.replaceAll(/\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '');
  const [, table] =
    /\b(?:insert into|update) (\w+)/.exec(text) ?? /\bfrom (\w+)/.exec(main) ?? /^(\w+)/.exec(text) ?? [];
  return table;
}
