const MARKS: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding of the byte-order mark at the beginning, with the length of the mark. */
export function markOf(head: Buffer): { encoding: string; length: number } | undefined {
  const found = MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  return found && { encoding: found[0], length: found[1].length };
}

/** The number of bytes that a guess uses. */
const SAMPLE_BYTES = 64_000;

export interface FileEncoding {
  /** As TextDecoder names it. */
  encoding: string;
  /** Whether it is a guess: not known by a mark, by valid UTF-8 or from a person. */
  isGuess: boolean;
  /** The length of the mark. */
  skip: number;
}

/** The encoding of a file: that of its mark, else the requested one, else UTF-8 if all of the file is UTF-8, else a guess. */
export async function encodingOf(bytes: AsyncIterable<Buffer>, asked?: string | null): Promise<FileEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  let isUtf8 = true;
  let sample = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const mark = isFirst ? markOf(chunk) : undefined;
    if (mark) return { encoding: mark.encoding, isGuess: false, skip: mark.length };
    if (asked) return { encoding: new TextDecoder(asked).encoding, isGuess: false, skip: 0 };
    isFirst = false;
    if (sample.length < SAMPLE_BYTES) {
      const begin = sample.length > 0 ? 0 : chunk.findIndex((byte) => byte >= 0x80);
      if (begin >= 0) sample = Buffer.concat([sample, chunk.subarray(begin, begin + SAMPLE_BYTES)]);
    }
    isUtf8 &&= isValid(utf8, chunk);
    if (!isUtf8 && sample.length >= SAMPLE_BYTES) break;
  }
  if (isUtf8 && isValid(utf8)) return { encoding: 'utf-8', isGuess: false, skip: 0 };
  return { encoding: guessEncoding(sample), isGuess: true, skip: 0 };
}

/** Without a chunk, whether the text ends with a whole character. */
function isValid(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The bytes behind the mark; those of UTF-16 as UTF-8, as a line feed can be a part of another character there. */
export async function* withoutMark(
  bytes: AsyncIterable<Buffer>,
  { encoding, skip }: Pick<FileEncoding, 'encoding' | 'skip'>,
): AsyncGenerator<Buffer> {
  const decoder = encoding.startsWith('utf-16') ? new TextDecoder(encoding) : undefined;
  let left = skip;
  for await (const chunk of bytes) {
    const rest = chunk.subarray(left);
    left = 0;
    yield decoder ? Buffer.from(decoder.decode(rest, { stream: true })) : rest;
  }
}

/** The encoding of the bytes that `withoutMark` yields. */
export function parsedAs(encoding: string): string {
  return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
}

/**
 * Guesses the legacy encoding of bytes that are not UTF-8, by the positions of its bytes above ASCII. In Latin text they are
 * single letters among ASCII; in other scripts they come in runs.
 */
export function guessEncoding(sample: Buffer): string {
  // Before the lengths: the second byte of a letter may be ASCII. Without the half-width letters, which are single bytes that any
  // text may have.
  if (share(decoded('shift_jis', sample), /[\u3040-\u30ff]/gu) > 0.2) return 'shift_jis';
  const runs = runsOf(sample);
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  if (length / Math.max(1, runs.length) < 2) return centralEuropean(runs) ? 'windows-1250' : 'windows-1252';
  const leads = runs.flatMap((run) => run.filter((_, index) => index % 2 === 0));
  const isLevelOne = (byte: number) => byte >= 0xb0 && byte <= 0xd7;
  // The common characters of GB 2312 begin with these bytes. In windows-1251 they are capitals.
  if (leads.filter(isLevelOne).length / leads.length > 0.7 && decoded('gb18030', sample)) return 'gb18030';
  const bytes = runs.flat();
  const isAlefOrLam = (byte: number) => byte === 0xc7 || byte === 0xe1;
  return bytes.filter(isAlefOrLam).length / bytes.length > 0.15 ? 'windows-1256' : 'windows-1251';
}

/** Bytes that are letters of Polish, Czech and Hungarian in windows-1250, and signs in windows-1252. */
const CENTRAL = new Set([0xb9, 0xb3, 0xbf, 0x9c, 0x9f, 0xa3, 0xa5, 0xaf, 0xbe, 0xf8, 0xec]);

function centralEuropean(runs: number[][]): boolean {
  const bytes = runs.flat();
  return bytes.filter((byte) => CENTRAL.has(byte)).length * 3 > bytes.length;
}

function runsOf(sample: Buffer): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const byte of sample) {
    if (byte >= 0x80) run.push(byte);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}

/** Empty if the bytes are not valid in the encoding. The sample may end within a character. */
function decoded(encoding: string, sample: Buffer): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return '';
  }
}

function share(text: string, letters: RegExp): number {
  const others = text.replace(/\p{ASCII}/gu, '');
  return others === '' ? 0 : (others.match(letters)?.length ?? 0) / others.length;
}

/** Whether TextDecoder knows it and a line feed, a comma and a quote are always those bytes. */
export function isReadable(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== 'iso-2022-jp';
  } catch {
    return false;
  }
}
