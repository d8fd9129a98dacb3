import { BYTE_ORDER_MARK, csvLine } from '../../texts/csv.js';
import { type ExportValue, valuesOf } from './user-export.columns.js';
import type { TextRow } from './user-export.cursor.js';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

/** The text of a file: its head, and its lines. */
export function formatOf(format: ExportFormat, columns: readonly string[]) {
  const read = valuesOf(columns);
  if (format === 'csv') {
    return {
      head: BYTE_ORDER_MARK + csvLine(columns),
      lines: (rows: TextRow[]) => rows.map((row) => csvLine(read(row).map(cellOf))).join(''),
    };
  }
  const object = (row: TextRow) => {
    const values = read(row);
    return Object.fromEntries(columns.map((name, index) => [name, values[index]]));
  };
  return {
    head: '',
    lines: (rows: TextRow[]) => rows.map((row) => `${JSON.stringify(object(row))}\n`).join(''),
  };
}

/** A list has one item per line of the cell, as an item may contain any other character. */
function cellOf(value: ExportValue): string {
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}
