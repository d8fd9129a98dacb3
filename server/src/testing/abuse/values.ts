import type { GraphQLSchema } from 'graphql';
import { graphqlRequest, type HostileRequest } from './hostile-request.js';
import { requestsWith } from './schema-requests.js';

/** Below the limit of values, and as many as fit into a body of less than a megabyte. */
const COUNTS = [900, 60_000];
const DEPTHS = [9, 9_000];

/** Wide and deep variables, and long lists, for every input and list of the schema. */
export function wideAndDeepValues(schema: GraphQLSchema): HostileRequest[] {
  return requestsWith(schema, 'a@example.org').flatMap(({ name, query, variables }) =>
    Object.entries(variables).flatMap(([argument, value]) => {
      const hostile: [string, () => unknown][] = [
        ...COUNTS.map((count): [string, () => unknown] => [`${count} keys`, () => wide(value, count)]),
        ...COUNTS.map((count): [string, () => unknown] => [
          `${count} elements`,
          () => Array<string>(count).fill('a'),
        ]),
        ...longLists(value).map(([path, long]): [string, () => unknown] => [
          `200 elements of ${path}`,
          () => long,
        ]),
      ];
      const senders = ['nobody', 'owner'] as const;
      return senders.flatMap((as) => [
        ...hostile.map(([what, given]) =>
          graphqlRequest(`${name}(${argument}), ${what}`, as, query, () => ({
            ...variables,
            [argument]: given(),
          })),
        ),
        ...DEPTHS.map((depth) => deep(`${name}(${argument}), ${depth} levels`, as, query, argument, depth)),
      ]);
    }),
  );
}

/** The given value with additional keys that no input has. */
function wide(value: unknown, count: number): Record<string, unknown> {
  const unknown = Array.from({ length: count }, (_, index) => [`u${index}`, 1]);
  return { ...(typeof value === 'object' ? value : {}), ...Object.fromEntries(unknown) };
}

/** Each list in a value, one at a time, with as many elements as are allowed. */
function longLists(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return [['itself', Array.from({ length: 200 }, () => value[0] as unknown)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    longLists(inner).map(([path, long]): [string, unknown] => [`${key} ${path}`, { ...value, [key]: long }]),
  );
}

/** Written by hand: deeper than the stack of JSON.stringify. */
function deep(
  name: string,
  as: HostileRequest['as'],
  query: string,
  argument: string,
  depth: number,
): HostileRequest {
  const value = () => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  return {
    name,
    as,
    body: () => `{"query":${JSON.stringify(query)},"variables":{"${argument}":${value()}}}`,
  };
}
