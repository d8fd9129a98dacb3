import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export type Language = 'sh' | 'js' | 'py';

export interface Program {
  document: string;
  heading: string;
  language: Language;
  code: string;
  /** The answer below it, or below the same program in other languages; undefined if it has none. */
  answer: { language: string; text: string } | undefined;
}

const DOCS = new URL('../../../../docs/', import.meta.url);
const LANGUAGES: readonly string[] = ['sh', 'js', 'py'] satisfies Language[];
const RUNNERS: Record<Language, { program: string; ending: string }> = {
  sh: { program: 'sh', ending: 'sh' },
  js: { program: process.execPath, ending: 'mjs' },
  py: { program: 'python3', ending: 'py' },
};

/** Every program of a page of docs/, in its order. */
export function programsOf(document: string): Program[] {
  const text = readFileSync(new URL(document, DOCS), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  return blocks.flatMap(({ 1: language = '', 2: code = '', index }, place) => {
    if (!LANGUAGES.includes(language)) return [];
    const heading = /^##+ (.*)$(?![^]*^##)/m.exec(text.slice(0, index))?.[1] ?? '';
    const next = blocks
      .slice(place + 1)
      .find(([, each = '']) => !LANGUAGES.includes(each) || each === language);
    const answers =
      ['json', 'text'].includes(next?.[1] ?? '') && next && !/^## /m.test(text.slice(index, next.index));
    const answer = answers ? { language: next[1] ?? '', text: next[2] ?? '' } : undefined;
    // It is a key of LANGUAGES.
    return [{ document, heading, language: language as Language, code, answer }];
  });
}

/** Runs programs one after the other in a separate folder, against the server at this address. */
export class ProgramRunner {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollcall-programs-'));

  constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /** @returns what the program writes to its output */
  async run({ language, code }: Program): Promise<string> {
    const { program, ending } = RUNNERS[language];
    const file = join(this.#folder, `program.${ending}`);
    writeFileSync(file, code.replaceAll('localhost:4000', new URL(this.address).host));
    const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, TOKEN: this.token };
    const { stdout } = await promisify(execFile)(program, [file], { cwd: this.#folder, env });
    return stdout;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** The fields with the kinds of their values, and the texts except ids, moments and secrets. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'string')
    return /^[\da-f-]{36}$|^\d{4}-\d\d-\d\dT|…|^[\w-]{30,}$/.test(value) ? 'string' : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shapeOf(field)]));
}
