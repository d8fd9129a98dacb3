import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SERVER = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerBuild {
  readonly main: string;
  remove(): Promise<void>;
}

/** Builds the server into a folder of its own, as `build` does. About 5 seconds. */
export async function buildServer(): Promise<ServerBuild> {
  // Inside the package, so that Node finds the dependencies from there.
  const cache = join(SERVER, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'rollcall-'));
  // For servers that tests start as other users; the default is 0700.
  await chmod(folder, 0o755);
  const tsc = join(SERVER, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--noCheck', '--sourceMap', 'false', '--outDir', folder];
  await promisify(execFile)(process.execPath, args, { cwd: SERVER });
  await promisify(execFile)(process.execPath, ['bundle.mjs', folder], { cwd: SERVER });
  return { main: join(folder, 'rollcall.js'), remove: () => rm(folder, { recursive: true }) };
}

/** As whom it runs; as the tests do when left out. */
export interface ProcessAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** A server as a person starts it: a process, of which only the environment, the output and the end are seen. */
export class ServerProcess {
  readonly child: ChildProcess;
  /** The exit code or, when a signal ended it, that signal's name. */
  readonly ended: Promise<number | string>;
  stdout = '';
  stderr = '';
  readonly #dataDir: string;

  constructor(main: string, env: Readonly<Record<string, string>>, account: ProcessAccount = {}) {
    this.#dataDir = env['DATA_DIR'] ?? '';
    // Nothing of the tests' own environment, which has names that the server reads.
    this.child = spawn(process.execPath, [main], { env: { PORT: '0', ...env }, cwd: '/', ...account });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** The address of the line that says where the server is. Rejects when it ends without saying so. */
  async address(): Promise<string> {
    for (;;) {
      const found = /^Rollcall is at (\S+)/m.exec(this.stdout)?.[1];
      if (found) return found;
      const ended = await Promise.race([this.ended, this.child.stdout && once(this.child.stdout, 'data')]);
      if (!Array.isArray(ended)) throw new Error(`ended with ${ended}: ${this.stderr}`);
    }
  }

  /** Sends a signal and waits for the end; answers as `ended`. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.child.kill(signal);
    return this.ended;
  }

  /** The pid of its PostgreSQL. */
  async postgresPid(): Promise<number> {
    return Number.parseInt(await readFile(join(this.#dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  }
}
