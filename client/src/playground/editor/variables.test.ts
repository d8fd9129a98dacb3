import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readVariables, variableFaults } from './variables';

const schema = buildSchema(`
  input Where { status: [Status!] }
  enum Status { ACTIVE DELETED }
  type Query { users(first: Int!, where: Where): Int }
`);
const DOCUMENT = 'query A($first: Int!, $where: Where) { users(first: $first, where: $where) }';
const faults = (values: Record<string, unknown>, document = DOCUMENT) =>
  variableFaults(schema, document, values, (name) => `No ${name}.`);

describe('variables', () => {
  test('that fit have no fault', () => {
    expect(faults({ first: 1, where: { status: ['ACTIVE'] } })).toEqual([]);
  });

  test.each([
    [{}, 'first', false, /not provided/],
    [{ first: 'ten' }, 'first', false, /Int cannot represent/],
    [{ first: 1, where: { status: ['GONE'] } }, 'where', false, /"GONE" does not exist/],
    [{ first: 1, last: 2 }, 'last', true, /^No last\.$/],
  ])('%j have the fault of %s', (values, name, isWarning, message) => {
    expect(faults(values)).toEqual([{ name, isWarning, message: expect.stringMatching(message) as string }]);
  });

  test('are not judged while the operation has a fault itself', () => {
    expect(faults({ first: 'ten' }, 'query A($first: ')).toEqual([]);
  });

  test.each([
    ['', {}],
    ['{"a": 1}', { a: 1 }],
    ['[1]', undefined],
    ['"a"', undefined],
    ['{', undefined],
  ])('written as %j are read as %j', (text, expected) => {
    expect(readVariables(text)).toEqual(expected);
  });
});
