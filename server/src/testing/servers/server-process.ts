import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The build's folder. The set-up of the tests builds it if it is not fresh. */
export const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Where Node stores compiled code for the next start, if the tests have such a folder. */
export const COMPILE_CACHE =
  process.env['NODE_COMPILE_CACHE'] === undefined
    ? {}
    : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };

/** The user that it runs as; by default that of the tests. */
export interface ProcessAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** "nobody" on Debian. Any user except root works. */
export const NOBODY = { uid: 65_534, gid: 65_534 };

/** False if the project is under a folder of mode 700. */
export function canRun(account: ProcessAccount): boolean {
  const options = { ...account, cwd: '/', stdio: 'ignore' } as const;
  return spawnSync('test', ['-r', join(DIST, 'rollcall.js')], options).status === 0;
}

interface ProcessOptions {
  /** How many files it may open; by default as many as the tests. */
  readonly openFiles?: number | undefined;
  /** The folder of another build. */
  readonly dist?: string;
  /** The path of another Node. */
  readonly node?: string;
}

/** A server as a person starts it: a process with its environment, output and exit. */
export class ServerProcess {
  readonly child: ChildProcess;
  /** The exit code or, when a signal ended it, that signal's name. */
  readonly ended: Promise<number | string>;
  stdout = '';
  stderr = '';
  readonly #dataDir: string;

  constructor(
    env: Readonly<Record<string, string>>,
    account: ProcessAccount = {},
    { openFiles, dist = DIST, node = process.execPath }: ProcessOptions = {},
  ) {
    this.#dataDir = env['DATA_DIR'] ?? '';
    // Without the tests' own environment, which has variables that the server reads.
    const command = [node, join(dist, 'rollcall.js')];
    if (openFiles !== undefined) command.unshift('sh', '-c', `ulimit -n ${openFiles}; exec "$0" "$@"`);
    const [program = '', ...args] = command;
    this.child = spawn(program, args, {
      env: { PORT: '0', ...COMPILE_CACHE, ...env },
      cwd: '/',
      ...account,
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** The address that the server prints. Rejects if it ends without printing it. */
  async address(): Promise<string> {
    for (;;) {
      const found = /^Rollcall is at (\S+)/m.exec(this.stdout)?.[1];
      if (found) return found;
      const ended = await Promise.race([this.ended, this.child.stdout && once(this.child.stdout, 'data')]);
      if (!Array.isArray(ended)) throw new Error(`ended with ${ended}: ${this.stderr}`);
    }
  }

  /** Sends a signal and waits for the end; resolves like `ended`. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.child.kill(signal);
    return this.ended;
  }

  /** The pid of its PostgreSQL. */
  async postgresPid(): Promise<number> {
    return Number.parseInt(await readFile(join(this.#dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  }
}

/** The answer of the server at an address to an operation. */
export async function post(
  address: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
