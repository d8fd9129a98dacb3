import './startup/older-node.js';
import process from 'node:process';
import { type Env, readEnv } from './env.js';
import { createLogger } from './logging/logger.js';
import { message } from './messages/messages.js';
import { placeOfData } from './database/embedded/place/place-of-data.js';
import { ownAddress } from './startup/own-address.js';
import { type RunningServer, startServer } from './server.js';
import { StartupError, reasonOf } from './startup/startup-error.js';
import { listenForStop } from './startup/stop-signals.js';

/** What the shell shows for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

// Who reads our output may leave before we do; that is no reason to end.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const stopping = listenForStop(() => process.exit(INTERRUPTED));
process.exit(await run());

/** Starts, serves until it is asked to stop, and answers with the exit code. */
async function run(): Promise<number> {
  let serving = false;
  try {
    const env = readEnv(process.env);
    const log = createLogger(env.log.level, process.stdout.isTTY);
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'ended by an error that nothing caught');
      process.exit(1);
    });
    endWhenLate(env);
    const server = await startServer(env, log, stopping);
    serving = true;
    return await serve(server, env);
  } catch (error) {
    // Stopped while starting, as asked.
    if (stopping.aborted && error === stopping.reason) return 0;
    complain(message('en', serving ? 'start.stopped' : 'start.refused', { reason: reasonOf(error) }));
    // One line says it all, unless the fault is ours.
    if (!(error instanceof StartupError) && error instanceof Error) complain(error.stack ?? '');
    return 1;
  }
}

async function serve(server: RunningServer, env: Env): Promise<number> {
  const { seconds } = env.shutdown;
  try {
    const url = ownAddress(env, server.port);
    // In one write: a program that reads until the first line has the others too.
    process.stdout.write((await welcome(server, url)).map((line) => `${line}\n`).join(''));
    await Promise.race([server.lost, stopAsked()]);
  } catch (error) {
    await server.stop(seconds * 1000);
    throw error;
  }
  if (await server.stop(seconds * 1000)) return 0;
  complain(message('en', 'start.stopTimedOut', { seconds }));
  return 1;
}

/** The lines for the person who started it: where it is, where its data is, and how to get in while there is no owner. */
async function welcome(server: RunningServer, url: string): Promise<string[]> {
  const lines = [message('en', 'start.ready', { url })];
  if (server.embedded) lines.push(...(await placeOfData(server.embedded)));
  // After the #, so that it is in no log and in no request but the one that uses it.
  const token = server.setUpToken;
  if (token) lines.push(message('en', 'start.setUp', { url: `${url}/setup#${token}` }));
  return lines;
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The last resort: whatever still runs when the time to stop is over is cut off. */
function endWhenLate({ shutdown: { seconds } }: Env): void {
  stopping.addEventListener('abort', () => {
    setTimeout(() => {
      complain(message('en', 'start.stopTimedOut', { seconds }));
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
