// The parts of the security audit that need no server. Secrets are put together here, so that no file has one.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { GraphQLInputObjectType, GraphQLNonNull, GraphQLString, buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readAdvisories } from './advisories.mjs';
import { cookieFaults, headerFaults } from './headers.mjs';
import { licenceFaults } from './licences.mjs';
import { exitCodeOf, hasPassed, reportOf } from './report.mjs';
import { operationOf, ruleFaults, rulesOf } from './roles.mjs';
import { secretFiles, secretsIn } from './secrets.mjs';
import { ask } from './tls.mjs';

describe('advisories', () => {
  const advisory = {
    module_name: 'left',
    severity: 'high',
    title: 'It runs code',
    url: 'https://example.org/1',
  };

  it('are findings', () => {
    const answer = { advisories: { 1: advisory }, metadata: {} };
    expect(readAdvisories(JSON.stringify(answer)).findings).toEqual([
      'left: It runs code (high, https://example.org/1)',
    ]);
  });

  it('pass if there are none', () => {
    expect(hasPassed(readAdvisories('{"advisories":{},"metadata":{}}'))).toBe(true);
  });

  it.each(['', 'ERR_PNPM_AUDIT_BAD_RESPONSE', '{"error":{"code":"ERR"}}', '{}'])(
    'have not passed where the registry says %s',
    (output) => {
      const part = readAdvisories(output);
      expect(part.notDone).toMatch(/did not answer/);
      expect(hasPassed(part)).toBe(false);
    },
  );

  it.each([
    ['npm error code ECONNREFUSED', /cannot be reached \(ECONNREFUSED\)/],
    [
      'request to https://npm.example.org/pnpm failed, reason: getaddrinfo ENOTFOUND',
      /reached \(ENOTFOUND\)/,
    ],
    ['spawnSync npx ETIMEDOUT', /reached \(ETIMEDOUT\)/],
    ['The endpoint (at https://npm.example.org/bulk) responded with 405:', /answered 405/],
  ])('say why they were not checked, without the address of the registry: %s', (complaint, reason) => {
    const { notDone } = readAdvisories('', complaint);
    expect(notDone).toMatch(reason);
    expect(notDone).not.toContain('example.org');
  });
});

describe('licences', () => {
  /** @param {any[]} licenses */
  const component = (...licenses) => ({
    type: 'library',
    name: 'a',
    version: '1',
    purl: '',
    'bom-ref': '',
    licenses,
  });
  const allowed = ['MIT', 'ISC'];

  it.each([
    [{ license: { id: 'MIT' } }],
    [{ expression: '(MIT OR GPL-3.0-only)' }],
    [{ expression: 'MIT AND ISC' }],
  ])('may be %j', (licence) => {
    expect(licenceFaults([component(licence)], allowed)).toEqual([]);
  });

  it.each([
    [{ license: { id: 'GPL-3.0-only' } }],
    [{ license: { name: 'unknown' } }],
    [{ expression: 'MIT AND GPL-3.0-only' }],
    [{ expression: 'AGPL-3.0-only OR SSPL-1.0' }],
  ])('may not be %j', (licence) => {
    expect(licenceFaults([component(licence)], allowed)).toEqual([
      expect.stringMatching(/^a 1 has the licence/),
    ]);
  });

  it('may not be missing', () => {
    expect(licenceFaults([component()], allowed)).toEqual(['a 1 has the licence unknown.']);
  });
});

describe('secrets in the history', () => {
  const log = (/** @type {string} */ line) =>
    `commit abc1234\n\n--- a/a.ts\n+++ b/server/a.ts\n@@ -1 +1 @@\n${line}\n`;
  const letters = 'Ab3'.repeat(20);
  const found = [
    ['a private key', ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ')],
    ['a key of Amazon', `AKIA${'ABCD'.repeat(4)}`],
    ['a token of GitHub', `ghp_${letters.slice(0, 36)}`],
    ['a token of npm', `npm_${letters.slice(0, 36)}`],
    ['a token of GitLab', `glpat-${letters.slice(0, 20)}`],
    ['a token of Slack', `xoxb-${letters.slice(0, 24)}`],
    ['a key of Google', `AIza${letters.slice(0, 35)}`],
    ['a key of Stripe', `sk_live_${letters.slice(0, 24)}`],
    ['a signed token', [`eyJ${letters}`, `eyJ${letters}`, letters].join('.')],
    ['a password in an address', ['postgres://rollcall', 'hunter2hunter2@db.example.org'].join(':')],
  ];

  it.each(found)('are found: %s', (what, secret) => {
    expect(secretsIn(log(`+const it = '${secret}';`))).toEqual([
      `Commit abc1234 has what looks like ${what}, in server/a.ts.`,
    ]);
    // A removed line was added in an earlier commit.
    expect(secretsIn(log(`-const it = '${secret}';`))).toEqual([]);
  });

  it('are found beside an example, which is not a secret', () => {
    const example = 'postgres://user:password@host';
    expect(secretsIn(log(`+${example}`))).toEqual([]);
    expect(secretsIn(log(`+${example} ${found[1]?.[1]}`))).toHaveLength(1);
  });

  it('are found by the names of files', () => {
    const names = [
      '.env',
      'server/.env.production',
      'tls/server.key',
      'id_ed25519',
      'server/src/env.ts',
      'a.keys.ts',
    ];
    expect(secretFiles(names).map((fault) => fault.split(' ').at(-1))).toEqual([
      '.env.',
      'server/.env.production.',
      'tls/server.key.',
      'id_ed25519.',
    ]);
  });
});

describe('headers and cookies', () => {
  it('are reported if they are missing, wrong, or reveal too much', () => {
    const headers = new Headers({ 'x-frame-options': 'SAMEORIGIN', 'x-powered-by': 'Express' });
    const wanted = {
      'x-frame-options': (/** @type {string} */ value) => value === 'DENY',
      'x-a': () => true,
    };
    expect(headerFaults('/', headers, wanted)).toEqual([
      '/ has x-frame-options: SAMEORIGIN',
      '/ has no x-a.',
      '/ has x-powered-by: Express',
    ]);
  });

  it.each([
    ['__Secure-a=1; Path=/graphql; HttpOnly; Secure; SameSite=Strict', []],
    ['a=1; HttpOnly; Secure; SameSite=Strict', [/no name that https alone/]],
    ['__Secure-a=1; Secure; SameSite=Strict', [/not HttpOnly/]],
    ['__Secure-a=1; HttpOnly; SameSite=Lax', [/not Secure/, /not SameSite=Strict/]],
    ['__Secure-a=1; HttpOnly; Secure; SameSite=Strict; Domain=example.org', [/other hosts/]],
  ])('the cookie %s', (cookie, faults) => {
    expect(cookieFaults(cookie)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });
});

describe('the table of roles', () => {
  const schema = buildSchema(`
    enum Kind { A B }
    input One { kind: Kind!, note: String, inner: Two! }
    input Two { ids: [ID!]!, count: Int! }
    type Thing { id: ID! }
    type Query { thing(input: One!, other: Int): Thing, count(id: ID!): Int! }
  `);

  it('has each field of the outermost level, with its rule', () => {
    const rules = new Map([
      ['thing', 'USERS_READ'],
      ['Query', 'SIGNED_IN'],
    ]);
    const access = (/** @type {any} */ { name }) => rules.get(name);
    expect(rulesOf(schema, access).map(({ name, access: rule }) => [name, rule])).toEqual([
      ['Query.thing', 'USERS_READ'],
      ['Query.count', 'SIGNED_IN'],
    ]);
  });

  it('requests each field with valid values for its arguments', () => {
    const [thing, count] = rulesOf(schema, () => 'PUBLIC').map(({ field }) => operationOf('Query', field));
    expect(validate(schema, parse(thing?.query ?? ''))).toEqual([]);
    expect(validate(schema, parse(count?.query ?? ''))).toEqual([]);
    expect(thing?.variables).toEqual({ input: { kind: 'A', inner: { ids: ['x'], count: 1 } } });
  });

  it('gives one field to an input that requires exactly one', () => {
    const fields = { a: { type: GraphQLString }, b: { type: GraphQLString } };
    const type = new GraphQLNonNull(new GraphQLInputObjectType({ name: 'Choice', fields, isOneOf: true }));
    const field = /** @type {any} */ ({ name: 'f', type: GraphQLString, args: [{ name: 'choice', type }] });
    expect(operationOf('Query', field).variables).toEqual({ choice: { a: 'x' } });
  });

  it('finds a field without a rule, and one more that is open', () => {
    const faults = ruleFaults([
      { name: 'Query.users', access: undefined },
      { name: 'Query.secrets', access: 'PUBLIC' },
      { name: 'Query.viewer', access: 'PUBLIC' },
    ]);
    expect(faults.slice(0, 2)).toEqual([
      'Query.users declares no rule.',
      'Query.secrets is open to everybody.',
    ]);
    expect(faults.slice(2).every((fault) => fault.endsWith('is listed as open, and not there.'))).toBe(true);
  });
});

it('a proxy that speaks no TLS is a finding', async () => {
  const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await once(plain.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (plain.address());
  expect((await ask(`127.0.0.1:${port}`)).findings).toEqual([expect.stringMatching(/has no good TLS/)]);
  plain.close();
});

it('the report begins with the findings, and with the parts that were not checked', () => {
  const parts = [
    { name: 'Licences', findings: [], looked: ['- 3 packages'] },
    { name: 'Headers', findings: ['/ has no x.'], looked: [] },
    { name: 'Advisories', notDone: 'no answer', findings: [], looked: [] },
  ];
  const report = reportOf({ date: '2026-12-01', version: '1.2.3', commit: 'abc1234', parts });
  expect(report).toContain('**Findings in: headers. Not looked at: advisories.**');
  expect(report).toContain('| Licences | passed |\n| Headers | 1 finding |\n| Advisories | not looked at |');
  expect(report).toContain('- **/ has no x.**');
  const good = reportOf({
    date: '2026-12-01',
    version: '1.2.3',
    commit: 'abc1234',
    parts: parts.slice(0, 1),
  });
  expect(good).toContain('**Nothing was found.**');
});

it('the exit code says whether something was found, or only not checked', () => {
  const passed = { name: 'Licences', findings: [], looked: [] };
  const open = { ...passed, notDone: 'no network' };
  const failed = { ...passed, findings: ['a'] };
  expect(exitCodeOf([passed, passed])).toBe(0);
  expect(exitCodeOf([passed, open, failed])).toBe(1);
  expect(exitCodeOf([open, passed])).toBe(2);
});
