import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { benchFile, ROOT, serverFile } from '../paths.js';
import { endWithUs } from '../process.js';
import type { Running } from '../system.js';

/** How long a server may take to be ready, or to end, in milliseconds; a busy machine is slow. */
const PATIENCE = 60_000;

interface ServerOptions {
  databaseUrl: string;
  port: number;
  /** Another build of the server. */
  file?: string;
}

/** Starts `systems/NAME/main.js`, which writes `ready` when it answers. */
export async function startSystem(
  name: string,
  { databaseUrl, port }: ServerOptions,
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(process.execPath, [benchFile(`systems/${name}/main.js`)], {
    env: { ...process.env, NODE_ENV: 'production', ...env, DATABASE_URL: databaseUrl, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const running = runningServer(child, port);
  await Promise.race([readyLine(child.stdout), failure(child, name)]);
  child.stdout.resume();
  return running;
}

/** The variables and V8's options of `npx pnpm@12 start`, which are for memory: scripts/start.mjs has the reasons. */
function startOptions(): { variables: Record<string, string>; options: string[] } {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const words = scripts.start.split(' ');
  const node = words.indexOf('node');
  return {
    variables: Object.fromEntries(
      words.slice(0, node).map((word): [string, string] => {
        const [name = '', value = ''] = word.split('=');
        return [name, value];
      }),
    ),
    options: words.slice(node + 1, -1),
  };
}

/**
 * Starts Rollcall's built server as `npx pnpm@12 start` does, with default settings. Its log, a line for each request, goes
 * into a file, as with a service manager.
 */
export async function startProduct(
  { databaseUrl, port, file = serverFile('rollcall.js') }: ServerOptions,
  env: Record<string, string>,
  logFile: string,
): Promise<Running> {
  const log = openSync(logFile, 'w');
  const { variables, options } = startOptions();
  const own = { NODE_ENV: 'production', ...env, DATABASE_URL: databaseUrl, PORT: String(port) };
  const child = spawn(process.execPath, [...options, file], {
    env: { ...process.env, ...variables, ...own },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const running = runningServer(child, port);
  const failed = failure(child, 'Rollcall').catch((error: unknown) => {
    throw new Error(`${String(error)}\n${readFileSync(logFile, 'utf8')}`);
  });
  await Promise.race([answersReady(port), failed]);
  return running;
}

function runningServer(child: ChildProcess, port: number): Running {
  endWithUs(child);
  const ended = once(child, 'exit');
  return {
    port,
    pids: child.pid === undefined ? [] : [child.pid],
    stop: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(killer);
    },
  };
}

async function readyLine(stdout: Readable): Promise<void> {
  for await (const line of createInterface({ input: stdout })) if (line === 'ready') return;
  throw new Error('it ended before it was ready');
}

/** Rejects when the server ends by itself, or is not ready in time. */
async function failure(child: ChildProcess, name: string): Promise<never> {
  const timer = new AbortController();
  const late = delay(PATIENCE, ['is not ready'], { signal: timer.signal, ref: false });
  const [reason] = (await Promise.race([once(child, 'exit'), late])) as unknown[];
  timer.abort();
  throw new Error(`${name}: ${String(reason)}`);
}

async function answersReady(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
}
