import { spawn } from 'node:child_process';

/**
 * A program that is started again and again, one at a time: the next one begins when the one before has ended,
 * for they want the same port and the same data.
 */
export class RestartingProgram {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #running;
  #wanted = false;
  #stopped = false;
  /** @type {Promise<void> | undefined} */
  #work;

  /**
   * @param {() => import('node:child_process').ChildProcess} launch
   * @param {(code: number | null) => void} onEnd it has ended by itself
   */
  constructor(launch, onEnd) {
    this.launch = launch;
    this.onEnd = onEnd;
  }

  /** Ends the running one and starts the next. Several wishes while one is ending are one. */
  restart() {
    this.#wanted = true;
    this.#work ??= this.#settle().finally(() => (this.#work = undefined));
    return this.#work;
  }

  /** Settles when nothing runs any more; nothing is started after. */
  async stop() {
    this.#stopped = true;
    await this.#end();
    await this.#work;
  }

  async #settle() {
    while (this.#wanted && !this.#stopped) {
      await this.#end();
      this.#wanted = false;
      if (!this.#stopped) this.#start();
    }
  }

  #start() {
    const child = this.launch();
    this.#running = child;
    child.once('exit', (code) => {
      if (this.#running !== child) return;
      this.#running = undefined;
      this.onEnd(code);
    });
  }

  async #end() {
    const child = this.#running;
    this.#running = undefined;
    if (child) await endOf(child);
  }
}

/**
 * Asks a program to end, and waits for it: however long it takes, for how long that may be is its own to know.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
export function endOf(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/**
 * Runs a script of Node's whose lines say how it goes.
 * @param {string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} onLine
 */
export function runTold(args, cwd, env, onLine) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  return child;
}
