// @vitest-environment node -- reads a file, and under jsdom a module has no file: address.
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getVariableValues,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTexts } from '../messages/messages';
import { exampleDocument, exampleVariables } from './examples';

let schema: GraphQLSchema;
beforeAll(() => {
  schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));
});

describe.each(['en', 'ar'] as const)('the playground’s examples in %s', (language) => {
  const { t } = createTexts(language).global;

  test('are valid for the schema', () => {
    expect(validate(schema, parse(exampleDocument(t)))).toEqual([]);
  });

  test('show a list, a search, a creation, a change and a subscription, each under a remark', () => {
    const document = exampleDocument(t);
    const names = [...document.matchAll(/# .+\n(?:query|mutation|subscription) (\w+)/g)].map(
      ([, name]) => name,
    );
    expect(names).toEqual(['ListUsers', 'SearchUsers', 'CreateUser', 'UpdateUser', 'WatchUsers']);
  });
});

test.each([undefined, { id: '0198f0c4-7a5e-7000-8000-000000000001', version: 3, displayName: 'Zuri' }])(
  'the examples’ variables fit each operation (subject: %o)',
  (subject) => {
    const document = parse(exampleDocument(createTexts('en').global.t));
    const values = JSON.parse(exampleVariables(subject, 0.5)) as Record<string, unknown>;
    const operations = document.definitions.filter(
      (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
    );

    for (const { variableDefinitions = [] } of operations)
      expect(getVariableValues(schema, variableDefinitions, values)).not.toHaveProperty('errors');
  },
);
