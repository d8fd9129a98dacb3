import { ImportFileError, type ImportRecord, MAX_CELLS, MAX_RECORD_BYTES } from './import-records.js';

/** The number of objects whose keys define the columns. A key that comes later is not a column. */
const NAMED_BY = 1_000;

const LINE_FEED = 0x0a;

interface Line {
  line: number;
  raw: Buffer;
  /** Undefined if the line is not a JSON object in UTF-8. */
  object: Record<string, unknown> | undefined;
}

/**
 * The records of JSON lines in the form of `csvRecords`: the first one has the names of the columns. A missing key leaves the
 * field unchanged, null empties it. Empty lines are skipped.
 * @throws ImportFileError
 */
export async function* lineRecords(bytes: AsyncIterable<Buffer>): AsyncGenerator<ImportRecord> {
  let names: string[] | undefined;
  const early: Line[] = [];
  for await (const line of lines(bytes)) {
    if (names) {
      yield recordOf(line, names);
      continue;
    }
    early.push(line);
    if (early.length === NAMED_BY) yield* named(early, (names = namesOf(early)));
  }
  if (!names) yield* named(early, namesOf(early));
}

function* named(early: Line[], names: string[]): Generator<ImportRecord> {
  yield { line: 0, raw: Buffer.alloc(0), cells: names };
  for (const line of early.splice(0)) yield recordOf(line, names);
}

function namesOf(early: readonly Line[]): string[] {
  const names = [...new Set(early.flatMap(({ object }) => Object.keys(object ?? {})))];
  if (names.length > MAX_CELLS) throw new ImportFileError('TOO_LARGE', early.at(-1)?.line ?? 1);
  return names;
}

function recordOf({ line, raw, object }: Line, names: readonly string[]): ImportRecord {
  if (!object) return { line, raw, cells: [], isUnreadable: true };
  return {
    line,
    raw,
    cells: names.map((name) => (Object.hasOwn(object, name) ? cellOf(object[name]) : undefined)),
  };
}

function cellOf(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(cellOf).join('\n');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = Buffer.alloc(0);
  let line = 1;
  const read = (raw: Buffer): Line => {
    if (raw.length > MAX_RECORD_BYTES) throw new ImportFileError('TOO_LARGE', line);
    return { line, raw, object: objectOf(raw, decoder) };
  };
  for await (const chunk of bytes) {
    const all = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = all.indexOf(LINE_FEED); end >= 0; end = all.indexOf(LINE_FEED, start)) {
      const raw = all.subarray(start, end + 1);
      if (!isBlank(raw)) yield read(raw);
      start = end + 1;
      line += 1;
    }
    rest = all.subarray(start);
    if (rest.length > MAX_RECORD_BYTES) throw new ImportFileError('TOO_LARGE', line);
  }
  if (!isBlank(rest)) yield read(rest);
}

function isBlank(raw: Buffer): boolean {
  return raw.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_FEED);
}

function objectOf(
  raw: Buffer,
  decoder: InstanceType<typeof TextDecoder>,
): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(raw));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
