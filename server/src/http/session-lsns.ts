import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.js';
import { later, type Lsn, readLsn, START, UNREACHED } from '../database/replicas/lsn.js';

const HEADER = 'rollcall-lsn';

/**
 * For how long a client keeps it. By then every replica that is in use has replayed the write, see MAX_LAG_MS in
 * database/replicas/replica.ts.
 */
const COOKIE_SECONDS = 300;

/** An answer waits no longer for the LSN: the primary may hang. */
const WAIT_MS = 1_000;

interface CookieSettings {
  /** Distinguishes instances on one host name. */
  instance: string;
  secure: boolean;
  basePath: string;
}

/**
 * The LSN that a session has seen travels with its requests: in a cookie, which browsers return by themselves and all tabs
 * share, and in a header, which the console and scripts return. So a session reads its own writes on every server. A client
 * that returns neither is answered by the primary only. The LSN is not a secret, and a false one harms only its sender.
 * @returns the LSN that a request has seen; undefined if only the primary may answer
 */
export function sessionLsns(
  app: FastifyInstance,
  database: Database,
  settingsOf: (request: FastifyRequest) => CookieSettings,
): (request: FastifyRequest) => Lsn | undefined {
  if (!database.hasReplicas) return () => undefined;
  const nameOf = ({ secure, instance }: CookieSettings) =>
    `${secure ? '__Secure-' : ''}rollcall_lsn_${instance}`;
  const seenBy = (request: FastifyRequest) => {
    const header = readLsn(request.headers[HEADER]?.toString());
    const cookie = readLsn(request.cookies[nameOf(settingsOf(request))]);
    return header && cookie ? later(header, cookie) : (header ?? cookie);
  };
  app.addHook('onSend', async (request, reply) => {
    const lsn = await lsnAfter(request, database, seenBy);
    if (lsn === undefined) return;
    const settings = settingsOf(request);
    void reply.header(HEADER, lsn).setCookie(nameOf(settings), lsn, {
      path: `${settings.basePath}/graphql`,
      httpOnly: true,
      sameSite: 'strict',
      secure: settings.secure,
      maxAge: COOKIE_SECONDS,
    });
  });
  return seenBy;
}

/** The LSN to send to the client; undefined if the client has it already. */
async function lsnAfter(
  request: FastifyRequest,
  database: Database,
  seenBy: (request: FastifyRequest) => Lsn | undefined,
): Promise<Lsn | undefined> {
  const { operation, method } = request;
  const isWrite = operation ? operation.budget.isWrite : !['GET', 'HEAD', 'OPTIONS'].includes(method);
  // A failed write may have been committed as well.
  if (isWrite) return (await inTime(database.lsn())) ?? UNREACHED;
  return operation && seenBy(request) === undefined ? START : undefined;
}

async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), WAIT_MS)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
