import { type Logger, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './env.js';

/** JSON lines for machines, or coloured lines where a person looks on; both to stdout. */
export function createLogger(level: LogLevel, forPerson: boolean): Logger {
  const options = { level, timestamp: stdTimeFunctions.isoTime };
  // Synchronous, so that the last lines before an exit are not lost.
  return forPerson
    ? pino(options, pretty({ colorize: true, sync: true, ignore: 'pid,hostname' }))
    : pino(options);
}
