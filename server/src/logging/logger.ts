import process from 'node:process';
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from '../env.js';

/**
 * JSON lines to stdout for machines, or coloured lines for a person.
 * @param destination the file descriptor of the coloured lines; a command whose stdout is a file names stderr
 */
export function createLogger(level: LogLevel, forPerson: boolean, destination: 1 | 2 = 1): Logger {
  const options = { level, timestamp: stdTimeFunctions.isoTime };
  return forPerson
    ? // Synchronous, so that the last lines before an exit are not lost.
      pino(options, pretty({ colorize: true, sync: true, ignore: 'pid,hostname', destination }))
    : pino(options, gathered());
}

/** Lines are gathered, as a write for each line is a tenth of the cost of a small answer. */
const GATHERED_BYTES = 8_192;

/** How much of the log a SIGKILL may lose. Any other end writes the rest. */
const GATHERED_MS = 100;

function gathered(): DestinationStream {
  const lines = pino.destination({ sync: true, minLength: GATHERED_BYTES });
  setInterval(() => lines.flush(), GATHERED_MS).unref();
  process.on('exit', () => lines.flushSync());
  return lines;
}
