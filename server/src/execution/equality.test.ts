import { getOperationAST, type GraphQLInputType, OperationTypeNode, print, typeFromAST } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { asking, type Asking } from '../testing/asked-twice.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { randomDocuments } from '../testing/abuse/documents.js';
import { exampleOf } from '../testing/abuse/schema-requests.js';
import { consoleOperations } from '../testing/requests/console-operations.js';
import {
  CHOSEN,
  EVERYTHING,
  LEFT,
  MORE,
  PAGE_INFO,
  PAGES,
  ROW,
  SWITCHED,
} from '../testing/documents/equality-documents.js';
import { createUsers, roleIdsOf } from '../testing/requests/user-requests.js';

const schema = buildSchema();

describe('what a compiled operation answers', () => {
  let test: TestApp;
  let ask: Asking['ask'];
  let twice: Asking['twice'];
  let ids: string[];
  let editor: string;

  beforeAll(async () => {
    test = await startTestApp();
    ({ ask, twice } = asking(test));
    const roles = await roleIdsOf(test);
    editor = roles['Editor'] as string;
    ids = await createUsers(
      test,
      { email: 'ann@example.org', displayName: 'Ann "the \\ one" </b> é', title: 'Lead', department: 'R&D' },
      { email: 'bob@example.org', displayName: '小明 Ж 👩‍👩‍👧', roleIds: [roles['Editor'], roles['Auditor']] },
      {
        email: 'cy@example.org',
        password: 'correct horse battery',
        locale: 'de-CH',
        timeZone: 'Europe/Zurich',
      },
      { email: 'di@example.org', phone: '+41 44 000', givenName: 'Di', familyName: 'Ø' },
      { email: 'ed@example.org' },
    );
    await test.graphql(`mutation { deleteUser(id: "${ids[4]}") { user { id } } }`);
    await test.database
      .query(`update users set created_at = date_trunc('second', created_at), last_sign_in_at = now()
      where email = 'ann@example.org'`);
    await test.database
      .query(`update users set created_at = date_trunc('second', created_at) + interval '120 ms'
      where email = 'bob@example.org'`);
  });
  // Rights were reduced since the operator was looked up: a user was put into the bin.
  beforeAll(async () => {
    for (let n = 0; n < 3; n += 1) await test.graphql('{ users { totalCount } }');
  });
  afterAll(() => test.close());

  it.each([...PAGES, ...MORE])('is what GraphQL.js answers: %s %o', async (document, variables) => {
    // The same text with other variables is another test, so here it must be a new document.
    const fresh = `# ${JSON.stringify(variables)}\n${document}`;
    const { first, second, same } = await twice(fresh, variables);
    expect(first.isCompiled).toBe(false);
    expect(second.isCompiled).toBe(true);
    expect(same).toEqual(first);
    expect(second.body).toContain('"data"');
  });

  it.each(CHOSEN)('is what GraphQL.js answers, in every order, counted or not: %s', async (chosen) => {
    const args = chosen.replace('$EDITOR', editor);
    for (const order of [undefined, 'CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT']) {
      const orderBy = order ? `, orderBy: { field: ${order}, direction: ASC }` : '';
      const list = (more: string) => `users(${args}${orderBy}${more})`;
      for (const document of [
        `{ ${list('')} { edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`,
        `{ ${list(', first: 1')} { nodes { ${ROW} } ${PAGE_INFO} totalCount totalCountIsCapped } }`,
        `{ ${list(', last: 1')} { edges { cursor } ${PAGE_INFO} totalCount } }`,
        `{ ${list('')} { totalCount totalCountIsCapped } }`,
      ]) {
        const { first, second, same } = await twice(document);
        expect([first.isCompiled, second.isCompiled, document]).toEqual([false, true, document]);
        expect(same).toEqual(first);
        expect(second.body).toContain('"data"');
      }
    }
  });

  it.each(LEFT)('is left to GraphQL.js for errors and for the schema: %s %o', async (document, variables) => {
    const { first, second } = await twice(`# ${JSON.stringify(variables)}\n${document}`, variables);
    expect(second.isCompiled).toBe(false);
    expect(second).toEqual(first);
  });

  it.each([
    [true, false],
    [true, true],
    [false, false],
    [false, true],
  ])('respects directives: %s %s', async (yes, no) => {
    const variables = { yes, no, id: ids[1] };
    const resolved = await ask(`# ${String(yes)} ${String(no)}\n${SWITCHED}`, variables);
    const { second } = await twice(SWITCHED, variables);
    expect(second).toEqual({ ...resolved, isCompiled: true });
  });

  const queries = consoleOperations.filter(
    ([name, document]) =>
      // Operations that need a session do not work for the operator.
      !['Security', 'UsageSettings'].includes(name) &&
      getOperationAST(document, name)?.operation === OperationTypeNode.QUERY,
  );

  it.each(queries)('is what GraphQL.js answers to the console: %s', async (name, document) => {
    const definitions = getOperationAST(document, name)?.variableDefinitions ?? [];
    const variables = Object.fromEntries(
      definitions.map(({ variable, type }) => {
        const named = typeFromAST(schema, type as never) as GraphQLInputType;
        return [variable.name.value, variable.name.value === 'id' ? ids[1] : exampleOf(named)];
      }),
    );
    const { first, second, same } = await twice(print(document), variables);
    expect([first.body, second.isCompiled]).toEqual([expect.not.stringContaining('"errors"'), true]);
    expect(same).toEqual(first);
  });

  it('is what GraphQL.js answers to 250 random documents', async () => {
    let compiled = 0;
    for (const { name, query } of randomDocuments(schema, 250)) {
      const { second, first } = await twice(query);
      expect({ ...second, isCompiled: first.isCompiled }, `${name}: ${query}`).toEqual(first);
      if (second.isCompiled) compiled += 1;
    }
    // The others are refused, or have an error.
    expect(compiled).toBeGreaterThan(60);
  });

  it('is right for each single user', async () => {
    for (const id of [...ids, ids[0]?.toUpperCase(), '00000000-0000-7000-8000-000000000000']) {
      const { first, second, same } = await twice(
        `# ${id}\nquery ($id: ID!) { user(id: $id) { ${EVERYTHING} } }`,
        { id },
      );
      expect(second.isCompiled).toBe(true);
      expect(same).toEqual(first);
    }
  });

  it('pages to both ends in every order', async () => {
    for (const field of ['CREATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT']) {
      for (const [size, place, end] of [
        ['first', 'after', 'endCursor'],
        ['last', 'before', 'startCursor'],
      ]) {
        const document = `query ($at: String) { users(${size}: 1, ${place}: $at, orderBy: { field: ${field}, direction: DESC }) {
          edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`;
        let at: string | null = null;
        for (let page = 0; page < 4; page += 1) {
          const variables = { at };
          const resolved = await ask(`# ${page}\n${document}`, variables);
          const planned = await twice(document, variables);
          expect(planned.second.isCompiled).toBe(true);
          expect(planned.second.body).toBe(resolved.body);
          at = JSON.parse(resolved.body).data.users.pageInfo[end as string] as string;
        }
      }
    }
  });

  it.each([
    'application/graphql-response+json',
    'application/json',
    '*/*',
    'application/graphql-response+json, application/json;q=0.9',
  ])('has the accepted media type: %s', async (accept) => {
    const { first, second, same } = await twice(`# ${accept}\n{ users { totalCount } }`, undefined, accept);
    expect(second.isCompiled).toBe(true);
    expect(same).toEqual(first);
  });

  it('is not found under the name of another document’s operation', async () => {
    await twice('query\n{ users { totalCount } }');
    const payload = { query: '{ users { totalCount } }', operationName: 'query' };
    const headers = { authorization: `Bearer ${test.operator}` };
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.json<GraphqlAnswer>().errors?.[0]?.extensions['code']).toBe('OPERATION_RESOLUTION_FAILURE');
  });

  it('is refused to clients that accept none of our types', async () => {
    const { first, second } = await twice('# html\n{ users { totalCount } }', undefined, 'text/html');
    expect(second).toEqual(first);
    expect(second.status).toBe(406);
  });
});
