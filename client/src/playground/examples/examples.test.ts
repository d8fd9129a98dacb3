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
import { createTexts } from '../../messages/messages';
import ar from '../../messages/playground/ar.json';
import en from '../../messages/playground/en.json';
import { EXAMPLE_GROUPS, exampleDraft } from './examples';

const examples = EXAMPLE_GROUPS.flatMap((group) => group.examples);
const subject = {
  id: '0198f0c4-7a5e-7000-8000-000000000001',
  version: 3,
  email: 'z@example.org',
  displayName: 'Zuri',
};

let schema: GraphQLSchema;
beforeAll(() => {
  schema = buildSchema(readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8'));
});

describe.each(['en', 'ar'] as const)('in %s, the example', (language) => {
  const { global } = createTexts(language);
  global.mergeLocaleMessage(language, { en, ar }[language]);

  test.each(examples)('“$id” is valid for the schema, and stands under a remark', (example) => {
    const { document } = exampleDraft(example, global.t);
    expect(validate(schema, parse(document))).toEqual([]);
    expect(document).toMatch(/^# .{10,}\n/);
    expect(document).not.toMatch(/playground\./);
  });

  test.each(examples)('“$id” has variables that fit, each of them used', (example) => {
    for (const about of [undefined, subject]) {
      const { document, variables } = exampleDraft(example, global.t, about);
      const values = JSON.parse(variables || '{}') as Record<string, unknown>;
      const operations = parse(document).definitions.filter(
        (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
      );
      for (const { variableDefinitions = [] } of operations)
        expect(getVariableValues(schema, variableDefinitions, values)).not.toHaveProperty('errors');
      const names = operations.flatMap(({ variableDefinitions = [] }) =>
        variableDefinitions.map(({ variable }) => variable.name.value),
      );
      expect(names).toEqual(expect.arrayContaining(Object.keys(values)));
    }
  });
});

test('a document that ends or removes something names no user until its reader does', () => {
  const harmful = examples.filter(({ document }) =>
    /(delete|deactivate|restore|invite)User\(/.test(document),
  );
  expect(harmful).toHaveLength(3);
  for (const example of harmful)
    expect(exampleDraft(example, (key) => key, subject).variables).toContain('00000000-0000-0000');
});

test('the change of a user writes the name that they have', () => {
  const update = examples.find(({ id }) => id === 'update')!;
  const { input } = JSON.parse(exampleDraft(update, (key) => key, subject).variables) as { input: object };
  expect(input).toEqual({ id: subject.id, version: 3, displayName: 'Zuri' });
});
