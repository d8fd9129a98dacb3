import type { GraphQLSchema } from 'graphql';
import type { HostileRequest } from './hostile-request.js';
import { requestsWith } from './schema-requests.js';

/** Each is repeated. Some code took more than linear time for it, or expanded it. */
const PIECES: Readonly<Record<string, string>> = {
  'marks to be put in order': '\u0301\u0323',
  'a ligature of eighteen letters': '\uFDFA',
  'a letter that grows in lower case': '\u0130',
  'invisible characters': '\u200D\u200E\u2066',
  'half a surrogate pair': '\uD800',
  emoji: '👩‍👩‍👧',
  blanks: ' ',
  lines: '\n',
  wildcards: '%_\\',
  'at signs': '@',
  labels: 'a.',
  punycode: 'xn--a.',
  digits: '1',
  signs: '+-',
  quotes: `'"`,
};

/** In code units: below the limit for each text, and at it. */
const LENGTHS = [500, 10_000];
/** The largest body that is still read. */
const MAX_BYTES = 900_000;

/** A placeholder for a text. */
const HERE = 'a@here';

/** Each piece and length, for every text of the schema, from a stranger and from the owner. */
export function longTexts(schema: GraphQLSchema): HostileRequest[] {
  const templates = requestsWith(schema, HERE).map(({ name, query, variables }) => ({
    name,
    parts: JSON.stringify({ query, variables }).split(HERE),
  }));
  return Object.entries(PIECES).flatMap(([what, piece]) => {
    const escaped = JSON.stringify(piece).slice(1, -1);
    return templates.flatMap(({ name, parts }) => {
      const longest = MAX_BYTES / (parts.length - 1) / Buffer.byteLength(escaped);
      const counts = [...LENGTHS.map((length) => length / piece.length), longest].map(Math.floor);
      return counts.flatMap((count) =>
        (['nobody', 'owner'] as const).map((as) => ({
          name: `${name}, ${count * piece.length} of ${what}`,
          as,
          body: () => parts.join(`a${escaped.repeat(count)}`),
        })),
      );
    });
  });
}
