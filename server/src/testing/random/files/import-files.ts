import { csvCell } from '../../../texts/csv.js';
import type { Seeded } from '../seeded.js';

/** How a file of random rows is written. */
export interface Dialect {
  format: 'csv' | 'jsonl';
  delimiter: string;
  lineEnd: string;
  isQuoted: boolean;
  encoding: 'utf8' | 'utf8-mark' | 'utf16le' | 'utf16be';
  sepLine: boolean;
}

export function randomDialect(random: Seeded): Dialect {
  const delimiter = random.pick([',', ';', '\t', '|']);
  return {
    format: random.pick(['csv', 'csv', 'jsonl'] as const),
    delimiter,
    lineEnd: random.pick(['\n', '\r\n', '\r']),
    isQuoted: random.chance(0.5),
    encoding: random.pick(['utf8', 'utf8-mark', 'utf16le', 'utf16be'] as const),
    sepLine: random.chance(0.2),
  };
}

export type Cells = Record<string, string | string[] | null>;

/** The file of these rows; of JSON lines, a row has only its own keys. */
export function fileOf(columns: readonly string[], rows: readonly Cells[], dialect: Dialect): Buffer {
  if (dialect.format === 'jsonl') {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]]))),
    );
    return Buffer.from(lines.map((line) => `${line}\n`).join(''));
  }
  const lines = [columns, ...rows.map((row) => columns.map((name) => textOf(row[name])))].map((cells) =>
    cells.map((cell) => cellOf(cell, dialect)).join(dialect.delimiter),
  );
  const sep = dialect.sepLine ? [`sep=${dialect.delimiter}`] : [];
  return encoded([...sep, ...lines, ''].join(dialect.lineEnd), dialect.encoding);
}

function textOf(value: string | string[] | null | undefined): string {
  return Array.isArray(value) ? value.join('\n') : (value ?? '');
}

/** Without quotes where CSV needs none. */
function cellOf(text: string, { isQuoted }: Dialect): string {
  const quoted = csvCell(text);
  const bare = quoted.slice(1, -1);
  return isQuoted || /[",;|\t\r\n]/.test(bare) || bare !== bare.trim() || bare === '' ? quoted : bare;
}

function encoded(text: string, encoding: Dialect['encoding']): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8-mark') return Buffer.from(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf16le' ? bytes : bytes.swap16();
}
