// @vitest-environment node -- reads a file, and under jsdom a module has no file: address.
import { readFileSync } from 'node:fs';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import type { LocationQuery } from 'vue-router';
import { listAsQuery } from './list-as-query';
import { fromUrl, toVariables } from '../list-query';
import { COLUMNS } from '../table/user-columns';

const schema = buildSchema(readFileSync(new URL('../../../../../schema.graphql', import.meta.url), 'utf8'));

const ADDRESSES: LocationQuery[] = [
  {},
  { q: 'ada' },
  { status: ['ACTIVE', 'NO_ACCESS'], department: 'Sales', 'second-factor': 'has', order: 'EMAIL:ASC' },
  {
    q: 'ada',
    from: '2026-01-01',
    created: '7d',
    'signed-in': 'never',
    role: '0198f0c4-7a5e-7000-8000-000000000001',
  },
];

test.each(ADDRESSES)('the list at %j is an operation that the schema has', (address) => {
  const list = toVariables(fromUrl(address));
  const { document, variables } = listAsQuery(
    list,
    COLUMNS.map(({ id }) => id),
    50,
  );
  const parsed = parse(document);
  expect(validate(schema, parsed)).toEqual([]);
  const [operation] = parsed.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation.');
  const values = JSON.parse(variables) as Record<string, unknown>;
  expect(getVariableValues(schema, operation.variableDefinitions ?? [], values)).not.toHaveProperty('errors');
  expect(values).toEqual(JSON.parse(JSON.stringify({ ...list, first: 50 })));
});

test('asks for the columns on screen and for no other', () => {
  const { document } = listAsQuery({}, ['name', 'department'], 50);
  expect(document).toContain('displayName\n      email\n      department\n');
  expect(document).not.toContain('roles');
});
