import { parse, Source, GraphQLError, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { textWithoutValues } from './error-text.js';
import { MAX_TOKENS } from './guards/document/document.limits.js';
import { buildSchema } from './schema.js';
import { startTestApp } from './testing/test-app.js';
import { subscribeOnce } from './testing/websocket.js';

const schema = buildSchema();

function syntaxError(text: string): GraphQLError {
  try {
    parse(new Source(text), { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
  }
  throw new Error('it is no broken document');
}

function invalid(text: string): string[] {
  return validate(schema, parse(text)).map(textWithoutValues);
}

describe('the error text of a document', () => {
  it.each([
    ['{ users(first: 1) "hunter2" }', 'Syntax Error: Unexpected String at 1:19.'],
    ['{ """hunter2""" }', 'Syntax Error: Unexpected BlockString at 1:3.'],
    ['{ users 4711 }', 'Syntax Error: Unexpected Int at 1:9.'],
    ['{ users(', 'Syntax Error: Expected Name, found <EOF>.'],
    ['{ users ? }', 'Syntax Error: Unexpected character at 1:9.'],
  ])('repeats no value of one that cannot be parsed: %s', (text, expected) => {
    expect(textWithoutValues(syntaxError(text))).toBe(expected);
  });

  it.each([
    ['{ users(first: "hunter2") { totalCount } }', 'Int cannot represent non-integer value.'],
    ['{ users(first: 99999999999) { totalCount } }', 'Int cannot represent non 32-bit signed integer value.'],
    [
      '{ users(where: { status: ACTIV }) { totalCount } }',
      'That value does not exist in "UserStatus" enum. Did you mean the enum value "ACTIVE"?',
    ],
    ['{ users(where: "hunter2") { totalCount } }', 'Expected value of type "UserWhere".'],
    [
      '{ users(where: { createdAt: { from: "hunter2" } }) { totalCount } }',
      'DateTime is ISO 8601 text with its offset, such as 2026-11-24T10:37:11Z.',
    ],
  ])('repeats no value of one that is not valid: %s', (text, expected) => {
    expect(invalid(text)).toEqual([expected]);
  });

  it('is short, even with a long name in it', () => {
    const [text = ''] = invalid(`{ ${'x'.repeat(30_000)} }`);
    expect(text).toMatch(/^Cannot query field "xxx.*…$/);
    expect(text.length).toBeLessThan(310);
  });

  it('is computed in linear time', () => {
    // The parser puts the string into its message; a pattern over it took 2.6 s.
    const error = syntaxError(`{ """${'Value "Did you mean '.repeat(20_000)}""" }`);
    const before = process.cpuUsage();
    expect(textWithoutValues(error)).toBe('Syntax Error: Unexpected BlockString at 1:3.');
    const { user } = process.cpuUsage(before);
    expect(user).toBeLessThan(500_000);
  });
});

it.each([
  ['HTTP', (query: string) => (test: Awaited<ReturnType<typeof startTestApp>>) => test.graphql(query)],
  [
    'a WebSocket',
    (query: string) => (test: Awaited<ReturnType<typeof startTestApp>>) => subscribeOnce(test, query),
  ],
])('an answer by %s repeats no value of a document that cannot be parsed', async (_name, ask) => {
  const test = await startTestApp();
  const answer = await ask('{ """hunter2 Value "Value """ }')(test);
  await test.close();
  expect(answer.errors).toEqual([
    expect.objectContaining({ message: 'Syntax Error: Unexpected BlockString at 1:3.' }),
  ]);
});
