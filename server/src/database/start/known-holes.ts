import type { Logger } from 'pino';

/**
 * For each major version, the first release without known security holes. Complete up to the releases of 13 August 2026
 * (https://www.postgresql.org/about/news/postgresql-186-1711-1615-1519-1424-and-19-beta-3-released-3365/; the list of all:
 * https://www.postgresql.org/support/security/). A newer major has no entry until it has a hole.
 */
const CLOSED_IN: Readonly<Record<number, { readonly minor: number; readonly date: string }>> = {
  // 28 holes, CVE-2026-14669 among them: to_char() runs code as the server's user. There is no 18.5.
  18: { minor: 6, date: '2026-08-13' },
};

export interface KnownHoles {
  /** The first release without them, such as "18.6". */
  readonly closedIn: string;
  readonly date: string;
}

/** The known holes of a version, in PostgreSQL's form: "18.4", "18.4 (Debian 18.4-1)". Undefined if there are none. */
export function knownHoles(version: string): KnownHoles | undefined {
  const [, major = '', minor = ''] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  const closed = CLOSED_IN[Number(major)];
  if (!closed || Number(minor) >= closed.minor) return undefined;
  return { closedIn: `${major}.${closed.minor}`, date: closed.date };
}

/** Logs a warning at start. The server starts all the same, as a directory that is away helps nobody. */
export function warnOfKnownHoles(version: string, log: Logger): void {
  const holes = knownHoles(version);
  if (!holes) return;
  log.warn(
    holes,
    'PostgreSQL %s has known security holes, closed in %s. Update it; the embedded one comes with Rollcall, and DATABASE_URL names another',
    version,
    holes.closedIn,
  );
}
