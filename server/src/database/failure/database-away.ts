/** PostgreSQL's codes: a statement timeout, a shutdown or start-up, a lock timeout, a standby or another read-only server. */
const CODES = new Set(['57014', '57P01', '57P02', '57P03', '55P03', '25006']);

/** Classes of PostgreSQL's codes: no connection, and no resources (too many connections, no memory, no disk space). */
const CLASSES = ['08', '53'];

/** Codes of the network: nothing listens on the port, the connection was cut, no answer came. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

// The driver gives these no code of their own.
const TEXTS =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error says that the database is away or too slow, so that the same request may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', severity } = error as { code?: string; severity?: string };
  if (severity !== undefined) return CODES.has(code) || CLASSES.includes(code.slice(0, 2));
  return NETWORK_CODES.has(code) || TEXTS.test(error.message);
}
