import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { BadInputError } from '../errors.js';

const config = GraphQLDateTime.toConfig();

/**
 * ISO 8601 in UTC, to the millisecond. Reads hand over PostgreSQL's own text (`2026-11-24 10:37:11.5+00`, the
 * session's time zone being UTC), which saves a parse a value; entities hand over Dates.
 */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...config,
  description: 'A moment, as ISO 8601 text in UTC: 2026-11-24T10:37:11.500Z.',
  parseValue: (value) => read(() => config.parseValue(value)),
  parseLiteral: (node, variables) => read(() => config.parseLiteral(node, variables)),
  serialize: (value) => toIsoText(value as Date | string),
});

const PLUS = 43;

/** PostgreSQL's text of a timestamptz, or a Date, as ISO 8601. */
export function toIsoText(value: Date | string): string {
  if (value instanceof Date) return value.toISOString();
  // `2026-11-24 10:37:11.512+00` is how nearly every moment comes.
  if (value.length === 26 && value.charCodeAt(23) === PLUS) {
    return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`;
  }
  const [, day, time, fraction = ''] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/.exec(value) ?? [];
  if (!day) return new Date(value).toISOString();
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
}

/** Years that four digits write, in UTC: JavaScript writes others in a way that PostgreSQL does not read. */
function read(parse: () => Date): Date {
  let moment: Date;
  try {
    moment = parse();
  } catch {
    // The scalar's own words repeat the value.
    throw new BadInputError('error.dateTime.form');
  }
  const year = moment.getUTCFullYear();
  if (year >= 1 && year <= 9999) return moment;
  throw new BadInputError('error.dateTime.years');
}

/** PostgreSQL's text of a moment that exists, in UTC. A forged one must not reach it: it would be a fault there. */
export function isMoment(text: string): boolean {
  if (text === '-infinity') return true;
  if (!/^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?\+00$/.test(text)) return false;
  const moment = new Date(toIsoText(text));
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === toIsoText(text);
}
