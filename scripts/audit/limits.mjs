/** Tests the limits of the GraphQL endpoint with requests slightly above each limit (docs/security.md). */
import { request } from 'node:http';

const repeat = (/** @type {number} */ times, /** @type {(index: number) => string} */ write) =>
  Array.from({ length: times }, (_, index) => write(index)).join(' ');

/** @type {(depth: number) => object} */
const nested = (depth) => (depth === 0 ? {} : { search: [nested(depth - 1)] });

const FILTERED =
  'query ($where: UserWhere, $search: String) { users(first: 1, where: $where, search: $search) { totalCount } }';
const PAGE = 'edges { node { id roles { id name } } }';

/**
 * The requests, each with the code that must come back.
 * @type {{ name: string, code: string, query: string, variables?: object, anonymous?: true }[]}
 */
export const PROBES = [
  {
    name: 'a document of 50,001 code units',
    code: 'DOCUMENT_TOO_LARGE',
    query: `{ __typename }${' '.repeat(50_000)}`,
  },
  { name: '1,001 tokens', code: 'TOO_MANY_TOKENS', query: `{ ${repeat(1_001, () => '__typename')} }` },
  {
    name: '11 fields within fields',
    code: 'QUERY_TOO_DEEP',
    query: `{ users ${'{ nodes '.repeat(10)}{ id }${'}'.repeat(10)} }`,
  },
  {
    name: '31 aliases',
    code: 'TOO_MANY_ALIASES',
    query: `{ viewer { ${repeat(31, (i) => `a${i}: __typename`)} } }`,
  },
  {
    name: '21 fields at the outermost level',
    code: 'TOO_MANY_ROOT_FIELDS',
    query: `{ ${repeat(21, (i) => `a${i}: __typename`)} }`,
  },
  {
    name: '31 directives',
    code: 'TOO_MANY_DIRECTIVES',
    query: `{ viewer { ${repeat(31, () => '__typename @include(if: true)')} } }`,
  },
  {
    name: 'ten pages of a hundred users with their roles',
    code: 'QUERY_TOO_COSTLY',
    query: `{ ${repeat(10, (i) => `a${i}: users(first: 100) { ${PAGE} }`)} }`,
  },
  { name: 'a page of 101 rows', code: 'BAD_USER_INPUT', query: '{ users(first: 101) { totalCount } }' },
  {
    name: 'a list of 201 values',
    code: 'TOO_MANY_VALUES',
    query: FILTERED,
    variables: { where: { ids: Array(201).fill('x') } },
  },
  { name: 'values 11 deep', code: 'VALUES_TOO_DEEP', query: FILTERED, variables: { where: nested(11) } },
  {
    name: 'a text of 10,001 code units',
    code: 'TEXT_TOO_LONG',
    query: FILTERED,
    variables: { search: 'x'.repeat(10_001) },
  },
  {
    name: 'two ways to sign in',
    code: 'TOO_MANY_SIGN_INS',
    anonymous: true,
    query: `mutation { ${repeat(2, (i) => `a${i}: signIn(input: { email: "a@example.org", password: "x" }) { accessToken }`)} }`,
  },
  {
    name: 'the schema, by a stranger',
    code: 'INTROSPECTION_DISABLED',
    anonymous: true,
    query: '{ __schema { types { name } } }',
  },
];

/**
 * @param {import('./server.mjs').AuditedServer} server
 * @param {string} token the owner's
 * @returns {Promise<import('./report.mjs').Part>}
 */
export async function limits(server, token) {
  const findings = [];
  const looked = [];
  for (const { name, code, query, variables, anonymous } of PROBES) {
    const { errors = [] } = await server.ask(query, variables, anonymous ? undefined : token);
    const codes = errors.map(({ extensions }) => extensions?.code);
    if (!codes.includes(code))
      findings.push(`For ${name} the answer is ${codes.join(', ') || 'no error'}, not ${code}.`);
    looked.push(`- ${name}: \`${code}\``);
  }
  for (const { name, is, wanted } of await transport(server, token)) {
    if (!wanted.test(is)) findings.push(`For ${name} the answer is ${is}.`);
    looked.push(`- ${name}: ${is}`);
  }
  return { name: 'Limits of GraphQL', findings, looked };
}

/**
 * @param {import('./server.mjs').AuditedServer} server
 * @param {string} token
 */
async function transport(server, token) {
  const batch = await server.post([{ query: '{ __typename }' }, { query: '{ __typename }' }], token);
  const body = await server.post({ query: '{ __typename }', pad: 'x'.repeat(1_000_001) }, token);
  const get = await server.fetch('/graphql?query=%7B__typename%7D');
  const form = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  const { errors: misspelt = [] } = await server.ask('{ viewr { id } }');
  const { errors: broken = [] } = await server.ask('{');
  return [
    { name: 'a batch', is: String(batch.status), wanted: /^400$/ },
    { name: 'a body of more than a megabyte', is: String(body.status), wanted: /^413$/ },
    { name: 'a GET that another site can make a browser send', is: String(get.status), wanted: /^400$/ },
    {
      name: 'a POST of plain text, which another site can send',
      is: String(form.status),
      wanted: /^4(?:00|15)$/,
    },
    { name: 'a WebSocket of another site', is: await upgrade(server), wanted: /^403$/ },
    { name: 'a misspelt name, by a stranger', is: namesOf(misspelt), wanted: /^no name of the schema$/ },
    { name: 'a broken document', is: stackOf(broken), wanted: /^no stack trace$/ },
    { name: 'the eleventh wrong password', is: await guess(server), wanted: /^LIMIT$/ },
  ];
}

/** @param {{ message: string }[]} errors */
const namesOf = (errors) =>
  errors.some(({ message }) => /did you mean|viewer/i.test(message))
    ? 'a suggestion'
    : 'no name of the schema';

/** @param {object[]} errors */
const stackOf = (errors) =>
  /node_modules|\.js:\d|stacktrace/.test(JSON.stringify(errors)) ? 'a stack trace' : 'no stack trace';

/** @param {import('./server.mjs').AuditedServer} server */
async function guess(server) {
  let code = '';
  for (let tries = 0; tries < 11; tries += 1) {
    const answer = /** @type {import('./server.mjs').Answer} */ (
      await (await server.signIn('guessed@example.org', `wrong-password-${tries}`)).json()
    );
    code = answer.data?.signIn.userErrors[0]?.code ?? answer.errors?.[0]?.extensions?.code ?? '';
  }
  return code;
}

/**
 * The status that a WebSocket with a foreign Origin gets.
 * @param {import('./server.mjs').AuditedServer} server
 * @returns {Promise<string>}
 */
function upgrade(server) {
  return new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol': 'graphql-transport-ws',
      origin: 'https://attacker.example',
    };
    request(`${server.origin}/graphql`, { headers })
      .on('response', (response) => {
        response.resume();
        resolve(String(response.statusCode));
      })
      .on('upgrade', (_response, socket) => {
        socket.destroy();
        resolve('an open socket');
      })
      .on('error', reject)
      .end();
  });
}
