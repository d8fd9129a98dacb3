import process from 'node:process';
import { hasUsers } from './database/has-users.js';
import { type Env, readEnv } from './env.js';
import { createLogger } from './logger.js';
import { message } from './messages/messages.js';
import { startServer } from './server.js';
import { StartupError, reasonOf } from './startup-error.js';
import { listenForStop } from './stop-signals.js';

/** What the shell shows for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

// Who reads our output may leave before we do; that is no reason to end.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const stopping = listenForStop(() => process.exit(INTERRUPTED));
process.exit(await run());

/** Serves until it is asked to stop; answers with the exit code. */
async function run(): Promise<number> {
  try {
    const env = readEnv(process.env);
    const log = createLogger(env.log.level, process.stdout.isTTY);
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'ended by an error that nothing caught');
      process.exit(1);
    });
    endWhenLate(env);
    const server = await startServer(env, log, stopping);
    const key = (await hasUsers(server.databaseUrl)) ? 'start.ready' : 'start.readyFirst';
    process.stdout.write(`${message('en', key, { url: addressOf(env, server.port) })}\n`);
    try {
      await Promise.race([server.lost, stopAsked()]);
    } finally {
      await server.stop(env.shutdown.seconds * 1000);
    }
    return 0;
  } catch (error) {
    // Stopped while starting, as asked.
    if (stopping.aborted && error === stopping.reason) return 0;
    process.stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}

/** One line where that says it all; the stack as well where it is a fault of ours. */
function lineFor(error: unknown): string {
  if (error instanceof StartupError) return message('en', 'start.refused', { reason: error.message });
  const line = message('en', 'start.refused', { reason: reasonOf(error) });
  return error instanceof Error ? `${line}\n${error.stack ?? ''}` : line;
}

/** The last resort: whatever still runs when the time to stop is over is cut off. */
function endWhenLate({ shutdown: { seconds } }: Env): void {
  stopping.addEventListener('abort', () => {
    setTimeout(() => {
      process.stderr.write(`${message('en', 'start.stopTimedOut', { seconds })}\n`);
      process.exit(1);
    }, seconds * 1000);
  });
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener('abort', () => resolve());
  });
}

/** Where a person finds the server: what PUBLIC_URL says, or else this machine. */
function addressOf({ http }: Env, port: number): string {
  if (http.publicUrl) return http.publicUrl;
  const here = ['127.0.0.1', '0.0.0.0', '::1', '::', 'localhost'].includes(http.host);
  const host = here ? 'localhost' : http.host.includes(':') ? `[${http.host}]` : http.host;
  return `http://${host}:${port}`;
}
