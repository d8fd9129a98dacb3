const MARKS: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding that the byte-order mark at the beginning names, with the length of the mark. */
export function markOf(head: Buffer): { encoding: string; length: number } | undefined {
  const found = MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  return found && { encoding: found[0], length: found[1].length };
}

/**
 * Guesses the legacy encoding of bytes that are not UTF-8, by where its bytes above ASCII stand. In Latin text they are single
 * letters among ASCII; in other scripts they come in runs.
 */
export function guessEncoding(sample: Buffer): string {
  const runs = runsOf(sample);
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  if (length / Math.max(1, runs.length) < 2) return centralEuropean(runs) ? 'windows-1250' : 'windows-1252';
  // Without the half-width letters, which are single bytes that any text may have.
  if (share(decoded('shift_jis', sample), /[\u3040-\u30ff]/gu) > 0.2) return 'shift_jis';
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

/** Empty where the bytes are not of the encoding. The sample may end within a character. */
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
