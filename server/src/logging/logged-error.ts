import { stdSerializers } from 'pino';

/** What PostgreSQL says of an error besides its text; none of these holds a stored or a sent value. */
interface DatabaseFault {
  name: string;
  code: string;
  severity: string;
  constraint?: string;
  table?: string;
  column?: string;
  routine?: string;
  stack?: string;
}

/**
 * How an error is written to the log. PostgreSQL repeats rows and parameters in its messages, and those are
 * people's data: of its errors, the code, the constraint and the place in our code are kept.
 */
export function loggedError(error: Error): object {
  if (!isDatabaseFault(error)) return stdSerializers.err(error);
  const { name, code, constraint, table, column, routine, stack = '' } = error;
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  return { type: name, code, constraint, table, column, routine, stack: frames.join('\n') };
}

function isDatabaseFault(error: Error): error is Error & DatabaseFault {
  return 'severity' in error && 'code' in error;
}
