import { getOperationAST, parse, Source, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costRefusal } from '../../guards/cost.guard.js';
import { MAX_TOKENS } from '../../guards/document/document.limits.js';
import { documentRules } from '../../guards/document/document.rules.js';
import { tokensUpTo } from '../../guards/document/token-count.js';
import { buildSchema } from '../../schema.js';
import { hostileDocuments } from './documents.js';
import { expensiveLists } from './lists.js';
import type { HostileRequest } from './hostile-request.js';
import { longTexts } from './texts.js';
import { wideAndDeepValues } from './values.js';

const schema = buildSchema();

interface Body {
  query: string;
  variables?: Record<string, unknown>;
}
const bodyOf = ({ body }: HostileRequest) => JSON.parse(body?.() ?? '{"query":""}') as Body;

/** Whether it passes all checks of a document before it is executed. */
function isExecuted(request: HostileRequest): boolean {
  const { query } = bodyOf(request);
  // With fewer tokens it reads to the end.
  if (tokensUpTo(new Source(query), query.length).count >= MAX_TOKENS) return false;
  const document = parse(query);
  const operation = getOperationAST(document);
  return (
    operation != null &&
    validate(schema, document, [...specifiedRules, ...documentRules()]).length === 0 &&
    !costRefusal(schema, document, operation, {})
  );
}

describe('the requests of the abuse suite', () => {
  it('have long texts for each field that accepts one, from a stranger and from the owner', () => {
    const names = longTexts(schema).map(({ name, as }) => `${name}, ${as}`);
    for (const field of ['Mutation.signIn', 'Mutation.createRole', 'Query.userByEmail', 'Query.users'])
      for (const as of ['nobody', 'owner'])
        expect(names).toContain(`${field}, 10000 of marks to be put in order, ${as}`);
  });

  it('have wide and deep variables for each argument, and long lists for each list', () => {
    const names = wideAndDeepValues(schema).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Mutation.createUser(input), 60000 keys',
        'Mutation.createUser(input), 9000 levels',
        'Mutation.createUser(input), 200 elements of roleIds itself',
        'Query.users(where), 200 elements of department itself',
      ]),
    );
  });

  it('include random documents, most of them valid and many executed', () => {
    const random = hostileDocuments(schema, 100).filter(
      ({ name, as }) => name.startsWith('random') && as === 'owner',
    );
    const valid = random.filter((each) => validate(schema, parse(bodyOf(each).query)).length === 0);
    expect(valid.length).toBeGreaterThan(80);
    expect(random.filter(isExecuted).length).toBeGreaterThan(30);
    expect(new Set(random.map((each) => bodyOf(each).query)).size).toBe(100);
    expect(hostileDocuments(schema, 100).map(bodyOf)).toEqual(hostileDocuments(schema, 100).map(bodyOf));
  });

  it('include expensive lists, of each kind an allowed one', () => {
    const id = '0197f0e6-0000-7000-8000-000000000000';
    const documents = expensiveLists(id, id).filter(({ method }) => method !== 'GET');
    const kindOf = ({ name }: HostileRequest) => name.split(',')[0];
    const allowed = new Set(documents.filter(isExecuted).map(kindOf));
    expect([...allowed]).toEqual([...new Set(documents.map(kindOf))]);
  });

  it('fit into a body that the server reads', () => {
    const sizes = longTexts(schema)
      .filter(({ name }) => name.includes('marks to be put in order'))
      .map(({ body }) => Buffer.byteLength(body?.() ?? ''));
    expect(Math.max(...sizes)).toBeGreaterThan(800_000);
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
  });
});
