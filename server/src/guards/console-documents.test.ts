import { getOperationAST, Lexer, print, Source, TokenKind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { consoleOperations } from '../testing/requests/console-operations.js';
import {
  MAX_ALIASES,
  MAX_COST,
  MAX_DEPTH,
  MAX_DIRECTIVES,
  MAX_ROOT_FIELDS,
  MAX_TOKENS,
} from './document/document.limits.js';
import { documentSize } from './document/document-size.js';
import { operationCost } from './operation-cost.js';

function tokensOf(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}

describe('a document of the console', () => {
  const schema = buildSchema();

  it.each(consoleOperations)(
    'stays under half of every limit, two thirds of the depth, and three fifths of the cost: %s',
    (name, document) => {
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
      // The largest operation of the console is a page with the lists of the side bar.
      const most: Record<string, number> = { depth: 2 / 3, cost: 3 / 5 };
      for (const [limit, share] of Object.entries(used))
        expect(share, limit).toBeLessThanOrEqual(most[limit] ?? 0.5);
    },
  );

  it('is found at all', () => {
    expect(consoleOperations.length).toBeGreaterThan(5);
  });
});
