import { stdSerializers } from 'pino';

/** Fields of PostgreSQL's errors beside the text. None of them contains a stored or a sent value. */
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
 * The form of an error in the log. PostgreSQL repeats rows and parameters, which are personal data, in its messages. So only
 * the code, the constraint and the place in our code are logged.
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
