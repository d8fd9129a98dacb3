import process from 'node:process';
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from '../env.js';

/**
 * JSON lines for machines to stdout, or coloured lines where a person looks on.
 * @param destination the file descriptor of the coloured lines; a command whose stdout is a file names stderr
 */
export function createLogger(level: LogLevel, forPerson: boolean, destination: 1 | 2 = 1): Logger {
  const options = { level, timestamp: stdTimeFunctions.isoTime };
  return forPerson
    ? // Synchronous, so that the last lines before an exit are not lost.
      pino(options, pretty({ colorize: true, sync: true, ignore: 'pid,hostname', destination }))
    : pino(options, gathered());
}

/** A write for each line is a tenth of what a small answer costs. */
const GATHERED_BYTES = 8_192;

/** What a SIGKILL may cost of the log; any other end writes the rest out. */
const GATHERED_MS = 100;

function gathered(): DestinationStream {
  const lines = pino.destination({ sync: true, minLength: GATHERED_BYTES });
  setInterval(() => lines.flush(), GATHERED_MS).unref();
  process.on('exit', () => lines.flushSync());
  return lines;
}
