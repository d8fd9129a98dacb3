import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  concatAST,
  getOperationAST,
  Kind,
  Lexer,
  parse,
  print,
  separateOperations,
  Source,
  TokenKind,
  visit,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import {
  MAX_ALIASES,
  MAX_COST,
  MAX_DEPTH,
  MAX_DIRECTIVES,
  MAX_ROOT_FIELDS,
  MAX_TOKENS,
} from './document.limits.js';
import { documentSize } from './document-size.js';
import { operationCost } from './operation-cost.js';

const CLIENT = fileURLToPath(new URL('../../../client/src/', import.meta.url));

/** Every operation of the console with its fragments, as Apollo Client sends it. */
const texts = globSync('**/*.documents.ts', { cwd: CLIENT })
  .map((file) => readFileSync(`${CLIENT}${file}`, 'utf8'))
  .flatMap((text) => [...text.matchAll(/graphql\(`([^`]*)`\)/g)].map(([, document = '']) => parse(document)));
const operations = Object.entries(separateOperations(concatAST(texts))).map(
  ([name, document]) =>
    [
      name,
      visit(document, {
        SelectionSet: (set, _key, parent) =>
          parent && 'kind' in parent && parent.kind !== Kind.OPERATION_DEFINITION
            ? {
                ...set,
                selections: [
                  ...set.selections,
                  { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } },
                ],
              }
            : undefined,
      }),
    ] as const,
);

function tokensOf(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}

describe('a document of the console', () => {
  const schema = buildSchema();

  it.each(operations)('leaves half of every limit free, and of the depth a third: %s', (name, document) => {
    const { depth, aliases, fields, directives } = documentSize(document);
    const operation = getOperationAST(document, name);
    const cost = operation ? operationCost({ schema, document, operation }) : NaN;
    const used = {
      tokens: tokensOf(print(document)) / MAX_TOKENS,
      depth: depth / MAX_DEPTH,
      aliases: aliases / MAX_ALIASES,
      fields: fields / MAX_ROOT_FIELDS,
      directives: directives / MAX_DIRECTIVES,
      cost: cost / MAX_COST,
    };
    for (const [limit, share] of Object.entries(used))
      expect(share, limit).toBeLessThanOrEqual(limit === 'depth' ? 2 / 3 : 0.5);
  });

  it('is found at all', () => {
    expect(operations.length).toBeGreaterThan(5);
  });
});
