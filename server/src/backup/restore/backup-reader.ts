import { createHash } from 'node:crypto';
import { StartupError } from '../../startup/startup-error.js';
import {
  END_OF_ROWS,
  type End,
  FORMAT_VERSION,
  type Header,
  type Line,
  type Sequences,
  type TableHead,
} from '../backup-format.js';

/** The longest line of JSON is a list of columns or migrations. */
const LINE_LIMIT_BYTES = 1_000_000;

const TERMINATOR = Buffer.from(`\n${END_OF_ROWS}`);
const EMPTY = Buffer.alloc(0);

/** Reads a backup from its beginning to its end, one part after the other, in constant memory. */
export class BackupReader {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #hash = createHash('sha256');
  #buffer: Buffer = EMPTY;

  constructor(input: AsyncIterable<Buffer>) {
    this.#chunks = input[Symbol.asyncIterator]();
  }

  /** @throws StartupError if it is not a backup, or one of another format */
  async header(): Promise<Header> {
    const header = await this.#line().catch(() => undefined);
    if (!header || !('rollcall' in header)) throw new StartupError('restore.noBackup');
    if (header.version !== FORMAT_VERSION) {
      throw new StartupError('restore.format', { version: header.version, known: FORMAT_VERSION });
    }
    return header;
  }

  /** The next table or the sequences; read the rows of a table before the next call. Undefined after the checksum has matched. */
  async next(): Promise<TableHead | Sequences | undefined> {
    const line = await this.#line();
    if ('table' in line || 'sequences' in line) return line;
    if ('end' in line && this.#buffer.length === 0 && !(await this.#more())) return undefined;
    throw new StartupError('restore.damaged');
  }

  /** The rows of the table that `next` returned, as COPY reads them. */
  async *tableRows(): AsyncGenerator<Buffer> {
    if (await this.#startsWith(END_OF_ROWS)) return void this.#take(END_OF_ROWS.length);
    for (;;) {
      const end = this.#buffer.indexOf(TERMINATOR);
      if (end >= 0) {
        yield this.#take(end + 1);
        this.#take(END_OF_ROWS.length);
        return;
      }
      // The terminator may have begun.
      const complete = this.#buffer.length - TERMINATOR.length + 1;
      if (complete > 0) yield this.#take(complete);
      if (!(await this.#more())) throw new StartupError('restore.cutOff');
    }
  }

  /** Does not wait for the rest of the input. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #line(): Promise<Line> {
    let end = this.#buffer.indexOf('\n');
    while (end < 0) {
      if (this.#buffer.length > LINE_LIMIT_BYTES) throw new StartupError('restore.damaged');
      if (!(await this.#more())) throw new StartupError('restore.cutOff');
      end = this.#buffer.indexOf('\n');
    }
    const line = parse(this.#buffer.subarray(0, end));
    if ('end' in line) this.#check(line);
    this.#take(end + 1);
    return line;
  }

  /** Before the line itself is hashed. */
  #check({ sha256 }: End): void {
    if (this.#hash.copy().digest('hex') !== sha256) throw new StartupError('restore.damaged');
  }

  async #startsWith(text: string): Promise<boolean> {
    while (this.#buffer.length < text.length) {
      if (!(await this.#more())) throw new StartupError('restore.cutOff');
    }
    return this.#buffer.subarray(0, text.length).equals(Buffer.from(text));
  }

  #take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.#hash.update(taken);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}

function parse(line: Buffer): Line {
  try {
    const parsed: unknown = JSON.parse(line.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as Line;
  } catch {
    // The same answer as for JSON that is not an object.
  }
  throw new StartupError('restore.damaged');
}
