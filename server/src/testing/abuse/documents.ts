import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { graphqlRequest, type HostileRequest } from './hostile-request.js';
import { literalOf } from './schema-requests.js';

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Each took some rule, parser or printer long at some time. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'a long text': `{ viewer(a: "${'x'.repeat(49_000)}") { id } }`,
  'a text of a megabyte': `{ viewer(a: "${'Value "'.replaceAll('"', '\\"').repeat(100_000)}") { id } }`,
  'a text beside an operation': `"${'Value \\"'.repeat(5_000)}" { viewer { id } }`,
  'a text of a megabyte beside an operation': `"${'Value \\"'.repeat(100_000)}" { viewer { id } }`,
  'a block of lines': `{ viewer(a: """${'\n  a'.repeat(12_000)}""") { id } }`,
  'a long number': `{ viewer(a: ${'9'.repeat(49_000)}) { id } }`,
  'a long name': `{ ${'a'.repeat(49_000)} }`,
  comments: `${'#\n'.repeat(24_000)}{ viewer { id } }`,
  'names that nearly fit': `{ ${times(980, (index) => `viewe${index}`)} }`,
  'names that nearly fit, of a type': `{ viewer { ${times(970, (index) => `displayNam${index}`)} } }`,
  'unknown arguments': `{ users(${times(300, (index) => `firs${index}: 1`)}) { totalCount } }`,
  'unknown enum values': `{ users(where: { status: [${times(900, (index) => `ACTIV${index}`)}] }) { totalCount } }`,
  'unknown types': `query (${times(240, (index) => `$v${index}: UserWher${index}`)}) { viewer { id } }`,
  'unknown directives': `{ viewer { id ${times(490, () => '@aa')} } }`,
  'directives of the language': `{ viewer { id ${times(160, () => '@skip(if: false)')} } }`,
  'the same field': `{ viewer { ${times(980, () => 'id')} } }`,
  'fields that clash': `{ viewer { ${times(320, (index) => `a: ${index % 2 === 0 ? 'id' : 'email'}`)} } }`,
  'many names for a field': `{ ${times(320, (index) => `a${index}: __typename`)} }`,
  'a chain of fragments': `{ viewer { ...f0 } } ${times(120, (index) => `fragment f${index} on User { ...f${index + 1} }`)} fragment f120 on User { id }`,
  'fragments that double': `{ viewer { ...f0 } } ${times(60, (index) => `fragment f${index} on User { ...f${index + 1} ...f${index + 1} }`)} fragment f60 on User { id }`,
  'fragments in a circle': `{ viewer { ...f0 } } ${times(120, (index) => `fragment f${index} on User { ...f${(index + 1) % 120} }`)}`,
  'fragments that nobody uses': `{ viewer { id } } ${times(120, (index) => `fragment f${index} on User { id }`)}`,
  'fragments that clash': `{ viewer { ${times(40, (index) => `...f${index}`)} } } ${times(40, (index) => `fragment f${index} on User { a: ${index % 2 === 0 ? 'id' : 'email'} roles { b: ${index % 2 === 0 ? 'id' : 'name'} } }`)}`,
  'many operations': times(190, (index) => `query q${index} { __typename }`),
  'variables that nobody uses': `query (${times(240, (index) => `$v${index}: String`)}) { viewer { id } }`,
  'variables with a default': `query (${times(150, (index) => `$v${index}: [Int] = [1]`)}) { viewer { id } }`,
  'deep brackets': `${'{ viewer '.repeat(490)}`,
  'a deep value': `{ users(where: ${'['.repeat(480)}${']'.repeat(480)}) { totalCount } }`,
  'a deep type': `query ($v: ${'['.repeat(480)}Int${']'.repeat(480)}) { viewer { id } }`,
  'deep introspection': `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
  'introspection of everything, often': `{ ${times(18, (index) => `a${index}: __schema { types { name fields { name args { name type { name } } } } }`)} }`,
  'no document': '',
  'what is no character': '\uFEFF\u0000\uFFFF'.repeat(1_000),
  'escapes of a text': `{ viewer(a: "${'\\u{10FFFF}'.repeat(4_000)}") { id } }`,
};

/** The worst known documents, and random ones over the whole schema. */
export function hostileDocuments(schema: GraphQLSchema, count: number): HostileRequest[] {
  const known = Object.entries(DOCUMENTS).map(([name, query]) => ({ name, query }));
  return [...known, ...randomDocuments(schema, count)].flatMap(({ name, query }) =>
    (['nobody', 'owner'] as const).map((as) => graphqlRequest(name, as, query)),
  );
}

/** The same for the same count. */
export function randomDocuments(schema: GraphQLSchema, count: number): { name: string; query: string }[] {
  return Array.from({ length: count }, (_, seed) => ({
    name: `random ${seed}`,
    query: randomDocument(schema, seed + 1),
  }));
}

/**
 * Only reads, as a random write could delete rows of other tests. On average it is as large as the limits allow, or slightly
 * larger: aliases, arguments, fragments and directives. The same for the same seed.
 */
function randomDocument(schema: GraphQLSchema, seed: number): string {
  const next = randomNumbers(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  let budget = 30 + Math.floor(next() * 250);
  let aliases = 0;

  function selection(type: GraphQLNamedType, depth: number): string {
    if (isAbstractType(type)) {
      const each = pick(schema.getPossibleTypes(type));
      return `{ __typename ... on ${each.name} ${selection(each, depth)} }`;
    }
    const fields = Object.values((type as GraphQLObjectType).getFields());
    const chosen: string[] = [];
    for (let index = Math.ceil(next() * 8); index > 0 && budget > 0; index -= 1) {
      const field = pick(fields);
      const named = getNamedType(field.type);
      if (depth <= 0 && !isLeafType(named)) continue;
      budget -= 1;
      const args = field.args.filter((arg) => isRequiredArgument(arg) || next() < 0.3);
      const given = args.map((arg) => `${arg.name}: ${literalOf(arg.type, pick(['a', '%', 'é']))}`);
      const alias = next() < 0.3 ? `a${(aliases += 1)}: ` : '';
      const directive = next() < 0.05 ? ' @include(if: true)' : '';
      const inner = isLeafType(named) ? '' : ` ${selection(named, depth - 1)}`;
      chosen.push(
        `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${directive}${inner}`,
      );
    }
    return `{ __typename ${chosen.join(' ')} }`;
  }

  const query = schema.getQueryType();
  if (!isObjectType(query)) throw new Error('There is no Query.');
  return selection(query, 8);
}

/** From 0 to 1, the same for the same seed: a linear congruential generator, whose high bits are good enough. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
