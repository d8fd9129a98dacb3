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

/** The shell's exit code for a program ended by Ctrl-C. */
const INTERRUPTED = 130;

// The reader of the output may end first, which must not end the server.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const stopping = listenForStop(() => process.exit(INTERRUPTED));
process.exit(await run());

/** Starts, serves until a stop signal, and returns the exit code. */
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
    // Stopped during the start by a signal.
    if (stopping.aborted && error === stopping.reason) return 0;
    complain(message('en', serving ? 'start.stopped' : 'start.refused', { reason: reasonOf(error) }));
    // One line is enough, except for bugs of our own.
    if (!(error instanceof StartupError) && error instanceof Error) complain(error.stack ?? '');
    return 1;
  }
}

async function serve(server: RunningServer, env: Env): Promise<number> {
  const { seconds } = env.shutdown;
  try {
    const url = ownAddress(env, server.port);
    // In one write, so that a program that reads until the first line gets the others too.
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

/** The lines for the person who started it: the address, the data folder, and the set-up link while there is no owner. */
async function welcome(server: RunningServer, url: string): Promise<string[]> {
  const lines = [message('en', 'start.ready', { url })];
  if (server.embedded) lines.push(...(await placeOfData(server.embedded)));
  // After the #, so that it is in no log and only in the request that uses it.
  const token = server.setUpToken;
  if (token) lines.push(message('en', 'start.setUp', { url: `${url}/setup#${token}` }));
  return lines;
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The last resort: ends the process when the time for stopping is over. */
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
