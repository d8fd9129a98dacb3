import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import { message } from '../../messages/messages.js';
import type { UserOrder } from '../list/user.order.js';
import type { UserWhere } from '../list/user.where.js';
import { EXPORT_COLUMNS } from './user-export.columns.js';
import { EXPORT_FORMATS, type ExportFormat } from './user-export.format.js';
import type { ExportedList } from './user-export.statement.js';

export interface AskedExport {
  format: ExportFormat;
  /** Undefined: all that the viewer may read. */
  columns: string[] | undefined;
  list: ExportedList;
}

/** The fault of the body, as a message for its sender. */
export class ExportInputError extends Error {}

/**
 * Reads the body. `where`, `search` and `orderBy` are the arguments of `users` in the API, and are checked by its schema.
 * Anything unknown is refused: a file that ignored a condition would contain more than requested.
 * @throws ExportInputError
 */
export function readExportInput(schema: GraphQLSchema, body: unknown): AskedExport {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong('');
  const { format = 'csv', columns, where, search, orderBy, ...unknown } = body as Record<string, unknown>;
  const [first] = Object.keys(unknown);
  if (first !== undefined) throw wrong(first);
  const chosen = EXPORT_FORMATS.find((known) => known === format);
  if (!chosen) throw wrong('format');
  if (search != null && typeof search !== 'string') throw wrong('search');
  return {
    format: chosen,
    columns: readColumns(columns),
    list: {
      where: coerce<UserWhere>(schema, 'UserWhere', where, 'where'),
      search,
      orderBy: coerce<UserOrder>(schema, 'UserOrder', orderBy, 'orderBy'),
    },
  };
}

function readColumns(columns: unknown): string[] | undefined {
  if (columns === undefined) return undefined;
  const isList = Array.isArray(columns) && columns.length > 0 && new Set(columns).size === columns.length;
  if (!isList || !columns.every((name) => EXPORT_COLUMNS.includes(name as string))) throw wrong('columns');
  return columns as string[];
}

function coerce<T>(schema: GraphQLSchema, type: string, value: unknown, name: string): T | null | undefined {
  if (value == null) return value as null | undefined;
  return coerceInputValue(value, schema.getType(type) as GraphQLInputType, (path) => {
    throw wrong([name, ...path].join('.'));
  }) as T;
}

function wrong(path: string): ExportInputError {
  const columns = EXPORT_COLUMNS.join(', ');
  return new ExportInputError(message('en', 'error.users.export', { path, columns }));
}
