import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { createClient } from 'graphql-ws';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { type Example, readExamples } from '../../scripts/docs/examples.mjs';
import { run } from './testing/requests/bulk-requests.js';
import { byOwner, type ConsoleOperation, type ConsoleRequest } from './testing/requests/console-recipes.js';
import { CONSOLE_REQUESTS } from './testing/requests/console-requests.js';
import { ConsoleStage } from './testing/requests/console-stage.js';
import { importIn, upload } from './testing/requests/import-requests.js';
import { type MailServer, startMailServer } from './testing/servers/mail-server.js';
import { SoftwareAuthenticator } from './testing/accounts/software-authenticator.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from './testing/test-app.js';
import { createUsers } from './testing/requests/user-requests.js';

// Sends every example of the API reference unchanged, except for ids and secrets, which are of this server.

const EXAMPLES = new URL('../../docs/reference/examples/', import.meta.url);
const read = (name: string) => readExamples(fileURLToPath(new URL(`${name}.graphql`, EXAMPLES)));
const subscriptions = read('subscriptions');
const operations = [...read('queries'), ...read('mutations')];
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const SITE = { origin: 'http://localhost', rpId: 'localhost' };
const SET_UP = operations.find(({ name }) => name === 'setUp') as Example;

/** Placeholders of examples for an id, a secret or a code. */
const PLACEHOLDER = /^0198f0c4-7a5e-7000-8000-|^the (part|challenge) of |^123456$|^as navigator\./;

let test: TestApp;
let mail: MailServer;
let stage: ConsoleStage;

beforeAll(async () => {
  mail = await startMailServer();
  const settings = { SMTP_URL: mail.url, MAIL_FROM: 'rollcall@example.org' };
  test = await startTestApp({ env: { PUBLIC_URL: SITE.origin, ...settings } });
  const token = await test.app.setUpToken();
  const { data } = await post(SET_UP, {
    variables: filled(SET_UP.variables, { input: { token } }),
    headers: {},
  });
  const { email, password } = SET_UP.variables['input'] as { email: string; password: string };
  const [owner] = await test.database.query<{ id: string }>('select id from users where email = $1', [email]);
  const headers = { authorization: `Bearer ${data.setUp.accessToken}` };
  await createUsers(test, { email: 'ada@example.org', displayName: 'Ada Lovelace', department: 'Sales' });
  stage = new ConsoleStage({
    query: test.database.query,
    ask: async (document, variables, own) =>
      (await post({ name: '', document }, { variables, headers: own })).data,
    owner: { id: owner?.id ?? '', email, password, headers },
    domain: 'example.org',
    newAuthenticator: () => new SoftwareAuthenticator(SITE),
  });
});
afterAll(async () => {
  await test.close();
  await mail.close();
});

/** The viewer, and values for the placeholders; by default those of the console's operation with the same name. */
const GIVEN: Record<string, () => Promise<ConsoleRequest>> = {
  node: () => recipe('User'),
  undoBulkJob: async () => {
    const input = {
      change: { kind: 'SET_FIELD', field: 'TITLE', value: 'Clerk' },
      where: { department: ['Sales'] },
    };
    return byTheOwner({
      id: (await run((...asked) => test.graphql(...asked, stage.server.owner.headers), input)).id,
    });
  },
  feedbackEntry: () => recipe('FeedbackPicture'),
  answerFeedback: async () => {
    const { variables } = await recipe('FeedbackPicture');
    return byTheOwner({ input: variables });
  },
  applyUserImport: async () => {
    const [, token] = (stage.server.owner.headers['authorization'] ?? '').split(' ');
    const file = 'email,displayName\nnew@example.org,Nell New\n';
    return byTheOwner({ input: { id: importIn(await upload(test, file, { token })).id } });
  },
};

const byTheOwner = (variables: object) => Promise.resolve({ variables, headers: stage.server.owner.headers });

async function recipe(name: string): Promise<ConsoleRequest> {
  const known = CONSOLE_REQUESTS[name];
  const operation: ConsoleOperation = typeof known === 'object' ? known : byOwner({});
  const [request] = await operation.requests(stage, 1);
  return request as ConsoleRequest;
}

const operationOf = ({ name }: Example) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const given = (example: Example) => GIVEN[example.name]?.() ?? recipe(operationOf(example));

/** The example's value with its placeholders replaced. */
function filled<Value>(shown: Value, values: unknown): Value {
  if (typeof shown === 'string') return PLACEHOLDER.test(shown) ? ((values ?? shown) as Value) : shown;
  if (Array.isArray(shown))
    return shown.map((each, index) => filled(each, (values as unknown[])?.[index])) as Value;
  if (typeof shown !== 'object' || shown === null) return shown;
  const known = (values ?? {}) as Record<string, unknown>;
  const isWhole = Object.values(shown).every(
    (each) => typeof each === 'string' && /^as navigator\./.test(each),
  );
  if (isWhole && values) return values as Value;
  return Object.fromEntries(
    Object.entries(shown).map(([key, each]) => [key, filled(each, known[key])]),
  ) as Value;
}

async function post(
  { document }: Pick<Example, 'name' | 'document'>,
  { variables, headers }: ConsoleRequest,
): Promise<GraphqlAnswer> {
  const payload = { query: document, variables };
  const response = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
  // Also in the fields of a write.
  expect(response.body).not.toMatch(/"errors":|"userErrors":\[\{/);
  return response.json<GraphqlAnswer>();
}

describe('the example of', () => {
  it.each([...operations, ...subscriptions])(
    '$name is valid, with the variables that it shows',
    ({ document, variables }) => {
      const parsed = parse(document);
      expect(validate(schema, parsed)).toEqual([]);
      const [definition] = parsed.definitions;
      if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(document);
      const declared = definition.variableDefinitions ?? [];
      expect(getVariableValues(schema, declared, variables)).not.toHaveProperty('errors');
      expect(declared.map((each) => each.variable.name.value)).toEqual(
        expect.arrayContaining(Object.keys(variables)),
      );
    },
  );

  it.each(operations.filter((example) => example !== SET_UP))('$name is answered', async (example) => {
    const { variables, headers } = await given(example);
    const { data } = await post(example, { variables: filled(example.variables, variables), headers });
    expect(data[example.name]).not.toBeNull();
    // Such as a job in state RUNNING, which others would wait for.
    const known = CONSOLE_REQUESTS[operationOf(example)];
    if (typeof known === 'object' && known.undo) await test.database.query(known.undo);
  });

  it.each(subscriptions)('$name delivers a change', async (example) => {
    const [id = ''] = await createUsers(test, {
      email: `${example.name}@example.org`,
      displayName: 'Sue',
      department: 'Law',
    });
    const set = (value: string) => ({
      change: { kind: 'SET_FIELD', field: 'TITLE', value },
      where: { department: ['Law'] },
    });
    const ask = (query: string, variables?: Record<string, unknown>) =>
      test.graphql(query, variables, stage.server.owner.headers);
    const job = example.name === 'bulkJobChanged' ? (await run(ask, set('Judge'))).id : id;
    const client = createClient({
      url: `${(await test.listen()).replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: stage.server.owner.headers,
      retryAttempts: 0,
    });
    let answer: GraphqlAnswer | undefined;
    const variables = filled(example.variables, { id: job });
    const news = client.iterate({ query: example.document, variables }).next();
    void news.then(({ value }) => (answer = value as GraphqlAnswer));
    let written = 0;
    // There is no signal when the server listens, so there is more than one change.
    await vi.waitFor(async () => {
      written += 1;
      await createUsers(test, { email: `${example.name}.${written}@example.org`, displayName: 'Nina' });
      expect(answer).toBeDefined();
    });
    await client.dispose();
    expect(answer).not.toHaveProperty('errors');
    expect(answer?.data[example.name]).toEqual(expect.any(Object));
  });
});
