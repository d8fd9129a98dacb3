import { createPostgreSqlTypeParsers } from '@mikro-orm/postgresql';
import pg from 'pg';
import { sharedJson } from './shared-json.js';
import type { Columns, Result, Row } from './pipeline-batch.js';

type Parse = (text: string) => unknown;

/** `text[]`, which is not among the types that pg names. */
const TEXT_ARRAY = 1009;

/** The same as for the pool's connections: moments stay texts. */
const PARSERS = createPostgreSqlTypeParsers(
  pg.types.getTypeParser(TEXT_ARRAY as never, 'text') as (text: string) => string[],
);

const readers = new WeakMap<Columns, (row: Row) => Record<string, unknown>>();

/** Rows in the form of the pool: an object each, with values parsed from PostgreSQL's texts in the same way. */
export function rowObjects(result: Result, columns: Columns | undefined): Record<string, unknown>[] {
  if (!columns) return [];
  let read = readers.get(columns);
  if (!read) readers.set(columns, (read = readerOf(columns)));
  return result.map(read);
}

function readerOf(columns: Columns): (row: Row) => Record<string, unknown> {
  const names = columns.map(({ name }) => name);
  const parsers = columns.map(({ dataTypeID }) => parserOf(dataTypeID));
  // A copy has all its properties from the start. Properties that are added one by one took twice the memory.
  const template: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, null]));
  return (row) => {
    const object = { ...template };
    for (let index = 0; index < names.length; index += 1) {
      const text = row[index];
      if (text != null) object[names[index] as string] = (parsers[index] as Parse)(text);
    }
    return object;
  };
}

function parserOf(type: number): Parse {
  if (type === pg.types.builtins.JSON) return sharedJson;
  return (PARSERS[type] ?? pg.types.getTypeParser(type, 'text')) as Parse;
}
