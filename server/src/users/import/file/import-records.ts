import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { cellText } from '../../../texts/csv.js';
import { barBytes } from './bar-bytes.js';

/** A record of a file as bytes, so that its encoding can still be changed. */
export interface ImportRecord {
  /** Where it begins, from 1. */
  line: number;
  /** Its original bytes, with the line's end; converted to UTF-8 if the file is UTF-16. */
  raw: Buffer;
  /** In the order of the columns; undefined for a missing cell, null if its bytes are not valid in the encoding. */
  cells: (string | null | undefined)[];
  /** Set if the record cannot be read at all: a line that is not a JSON object. */
  isUnreadable?: true;
}

export type ImportFault = 'QUOTE_NOT_CLOSED' | 'TOO_LARGE' | 'MALFORMED';

/** The file cannot be read beyond this line. */
export class ImportFileError extends Error {
  constructor(
    readonly fault: ImportFault,
    readonly line: number,
  ) {
    super(`${fault} in line ${line}`);
  }
}

/** A record of nine texts has some kilobytes at most. This limit ends a quote that is never closed. */
export const MAX_RECORD_BYTES = 100_000;
export const MAX_CELLS = 200;

const FAULTS: Record<string, ImportFault> = {
  CSV_QUOTE_NOT_CLOSED: 'QUOTE_NOT_CLOSED',
  CSV_MAX_RECORD_SIZE: 'TOO_LARGE',
};

export const DELIMITERS = [',', ';', '\t', '|'];

/** The most frequent delimiter of the first line outside quotes, or the one in Excel's `sep=` line. */
export function delimiterOf(head: Buffer): string {
  const [line = ''] = head.toString('latin1').split(/\r?\n|\r/, 1);
  const named = /^"?sep=([,;\t|])"?$/i.exec(line)?.[1];
  if (named) return named;
  const outside = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((sign) => [sign, outside.split(sign).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/**
 * The records of CSV, parsed as bytes: in each encoding that `isReadable` accepts, the special characters of CSV are never a
 * part of another character, except `|`. Rows may have any number of cells. Empty lines and the `sep=` line are skipped.
 * @throws ImportFileError
 */
export async function* csvRecords(
  bytes: AsyncIterable<Buffer>,
  { delimiter, encoding }: { delimiter: string; encoding: string },
): AsyncGenerator<ImportRecord> {
  const read = cellReader(encoding);
  let line = 1;
  const parser = parse({
    encoding: 'latin1',
    delimiter,
    raw: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    // Handled here and not where the records are read: an error discards the buffered records, and needs its line.
    on_record: (parsed) => {
      // Its types do not know what `info` and `raw` add to a record.
      const found = parsed as unknown as Parsed;
      const start = line + breaksIn(/^[\r\n]*/.exec(found.raw)?.[0] ?? '');
      line += breaksIn(found.raw);
      return { ...found, start } as never;
    },
  });
  const bars = delimiter === '|' ? barBytes(encoding) : undefined;
  const source = Readable.from(bars ? bars.hide(bytes) : bytes, { objectMode: false });
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, raw, info, start } of parser as AsyncIterable<Parsed & { start: number }>) {
      if (info.records === 1 && /^sep=/i.test(record[0] ?? '')) continue;
      if (record.length > MAX_CELLS) throw new ImportFileError('TOO_LARGE', start);
      const original = (text: string) => bars?.show(text) ?? text;
      const cells = record.map((cell) => read(original(cell)));
      yield { line: start, raw: Buffer.from(original(raw), 'latin1'), cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportFileError(FAULTS[error.code] ?? 'MALFORMED', line);
  } finally {
    source.destroy();
  }
}

function breaksIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

interface Parsed {
  record: string[];
  raw: string;
  info: { records: number };
}

/** Decodes cells that were parsed as Latin-1. Bytes that are not valid in the encoding give null: the row is refused. */
export function cellReader(encoding: string): (cell: string) => string | null {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (cell) => {
    // ASCII is the same in each of the encodings.
    const isAscii = /^[\0-\x7f]*$/.test(cell);
    try {
      return cellText(isAscii ? cell : decoder.decode(Buffer.from(cell, 'latin1')));
    } catch {
      return null;
    }
  };
}
