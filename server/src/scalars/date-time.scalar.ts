import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { BadInputError } from '../errors.js';

const config = GraphQLDateTime.toConfig();

/**
 * ISO 8601 in UTC, to the millisecond. Reads pass PostgreSQL's own text (`2026-11-24 10:37:11.5+00`, as the session's time zone
 * is UTC), which saves a parse per value. Entities pass Dates.
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
  // Nearly every moment has the form `2026-11-24 10:37:11.512+00`.
  if (value.length === 26 && value.charCodeAt(23) === PLUS) {
    return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`;
  }
  const [, day, time, fraction = ''] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/.exec(value) ?? [];
  if (!day) return new Date(value).toISOString();
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
}

/** Only years of four digits, in UTC: PostgreSQL does not read JavaScript's form of others. */
function read(parse: () => Date): Date {
  let moment: Date;
  try {
    moment = parse();
  } catch {
    // The scalar's own error text repeats the value.
    throw new BadInputError('error.dateTime.form');
  }
  const year = moment.getUTCFullYear();
  if (year >= 1 && year <= 9999) return moment;
  throw new BadInputError('error.dateTime.years');
}

/**
 * Whether it is PostgreSQL's text of an existing moment, in UTC. A forged one must not reach PostgreSQL, where it would cause
 * an error.
 */
export function isMoment(text: string): boolean {
  if (text === '-infinity') return true;
  if (!/^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?\+00$/.test(text)) return false;
  const moment = new Date(toIsoText(text));
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === toIsoText(text);
}
