import { isUuid } from '../../pagination/cursor.js';
import { IMPORT_FIELDS, type ImportField } from './file/import-columns.js';
import { isReadable } from './file/import-encoding.js';
import { DELIMITERS, MAX_CELLS } from './file/import-records.js';
import { UserImportFormat, UserImportMatch } from './user-import.enums.js';
import type { Part } from './check/user-import-upload.service.js';
import type { ImportChoices } from './user-import.row.js';

/** The media types of files, without their parameters. */
const FORMATS: Readonly<Record<string, UserImportFormat>> = {
  'text/csv': UserImportFormat.CSV,
  'text/tab-separated-values': UserImportFormat.CSV,
  'application/jsonl': UserImportFormat.JSON_LINES,
  'application/x-ndjson': UserImportFormat.JSON_LINES,
};

export const MEDIA_TYPES: readonly string[] = Object.keys(FORMATS);

/** The query of an upload; undefined if it is invalid. */
export function readPart(
  id: string,
  { offset = '0', name = '', last = 'true', ...unknown }: Record<string, unknown>,
  mediaType: string | undefined,
): (Part & { isLast: boolean }) | undefined {
  const format = FORMATS[mediaType?.split(';')[0]?.trim().toLowerCase() ?? ''];
  if (!format || !isUuid(id) || Object.keys(unknown).length > 0) return undefined;
  if (typeof offset !== 'string' || !/^\d{1,10}$/.test(offset) || typeof name !== 'string') return undefined;
  if (last !== 'true' && last !== 'false') return undefined;
  return { id: id.toLowerCase(), fileName: name, format, offset: Number(offset), isLast: last === 'true' };
}

/** The body of a check; undefined if it is invalid. */
export function readChoices(body: unknown): ImportChoices | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const choices: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (value === null) continue;
    if (!Object.hasOwn(CHOICES, name) || !CHOICES[name as keyof ImportChoices](value)) return undefined;
    choices[name] = value;
  }
  return choices;
}

const CHOICES: Readonly<Record<keyof ImportChoices, (value: unknown) => boolean>> = {
  format: (value) => Object.values<unknown>(UserImportFormat).includes(value),
  encoding: (value) => typeof value === 'string' && isReadable(value),
  // `includes` of a tuple accepts only the tuple's own values.
  delimiter: (value) => (DELIMITERS as unknown[]).includes(value),
  match: (value) => Object.values<unknown>(UserImportMatch).includes(value),
  columns: isMapping,
};

/** Each field at most once. */
function isMapping(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MAX_CELLS) return false;
  const fields = value.filter((field) => field !== null) as ImportField[];
  return new Set(fields).size === fields.length && fields.every((field) => IMPORT_FIELDS.includes(field));
}
