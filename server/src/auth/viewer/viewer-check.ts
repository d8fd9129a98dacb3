import { hash } from 'node:crypto';
import type { Permission } from '../../access/permission.enum.js';
import { hashOf } from '../../access/secret-text.js';
import { TOKEN_PREFIX } from '../../access/token-prefix.js';
import type { Viewer } from '../../access/viewer.js';
import type { AccessJwt } from './access-jwt.js';
import {
  accessTokenStatement,
  bearerToken,
  sessionStatement,
  sessionViewer,
  tokenViewer,
} from './viewer.service.js';
import type { Result, Row, Step } from '../../database/pipeline/pipeline-batch.js';
import type { Statements } from '../../database/pipeline/statements.js';

/** Whom a token belonged to when the access epoch had this number. */
export interface CachedViewer {
  readonly viewer: Viewer;
  readonly epoch: string;
  /** By `performance.now()`: when the token ends, or is to be looked up all the same. */
  readonly goodUntil: number;
}

/** Runs statements at once; the epoch's result comes before theirs. Undefined where that cannot be done. */
type Run = (steps: readonly Step[]) => Promise<readonly Result[]> | undefined;

/** About as many as ask within a minute; whoever is forgotten costs one round trip more, the next time. */
const MAX_CACHED_VIEWERS = 5_000;

/** By the clock of this server, which may go differently from PostgreSQL's. */
const MAX_AGE_MS = 30_000;

/**
 * Who asks, checked in the database with each request, as everywhere, but in the same message as what the request
 * reads: it keeps whom a token belonged to, and has the database answer with the present access epoch
 * (see the migration) first. Where that is another by now, somebody may do less, and `meet` looks them up again.
 */
export class ViewerCheck {
  readonly #cache = new Map<string, CachedViewer>();
  readonly #statements: Statements;
  readonly #jwt: AccessJwt;

  readonly #run: Run;

  /** @param run sends steps in a message that begins with the present access epoch */
  constructor(statements: Statements, jwt: AccessJwt, run: Run) {
    this.#statements = statements;
    this.#jwt = jwt;
    this.#run = run;
  }

  /**
   * Who sends an Authorization header, for a request that does not see the epoch with what it reads; undefined for who must
   * be looked up through the pool.
   */
  async present(authorization: string): Promise<CachedViewer | undefined> {
    const cached = this.find(authorization);
    const now = cached && (await this.#run([]))?.[0];
    return cached && isStill(cached, now) ? cached : this.meet(authorization);
  }

  /** By an Authorization header; undefined for who is not known yet, or not any more. */
  find(authorization: string): CachedViewer | undefined {
    const cached = this.#cache.get(keyOf(authorization));
    return cached && cached.goodUntil > performance.now() ? cached : undefined;
  }

  /** Looks them up; undefined for nobody, and where the database can't be asked now. */
  async meet(authorization: string): Promise<CachedViewer | undefined> {
    const asked = await this.#asking(authorization);
    // The epoch first: what changes after it was read is told by the next request's.
    const [epoch, found] = (asked && (await this.#run([asked.step]))) ?? [];
    const [row] = found ?? [];
    const number = epoch?.[0]?.[0];
    if (!asked || !row || !number || row[STALE] !== 'f') return undefined;
    const goodFor = Math.min(
      asked.endsInMs,
      Number(row[ENDS_IN_MS] ?? Infinity),
      Number(row[STALE_IN_MS] ?? Infinity),
      MAX_AGE_MS,
    );
    const cached = {
      viewer: viewerOf(row, asked.step.statement === this.#ofToken()),
      epoch: number,
      goodUntil: performance.now() + goodFor,
    };
    if (this.#cache.size >= MAX_CACHED_VIEWERS) this.#cache.clear();
    this.#cache.set(keyOf(authorization), cached);
    return cached;
  }

  forget(authorization: string): void {
    this.#cache.delete(keyOf(authorization));
  }

  async #asking(authorization: string): Promise<{ step: Step; endsInMs: number } | undefined> {
    const token = bearerToken(authorization);
    if (!token) return undefined;
    if (token.startsWith(TOKEN_PREFIX)) {
      return { step: { statement: this.#ofToken(), values: [hashOf(token)] }, endsInMs: Infinity };
    }
    const access = await this.#jwt.read(token);
    const statement = this.#statements.get('session', () => sessionStatement(''));
    return (
      access && { step: { statement, values: [access.sessionId] }, endsInMs: access.expiresAt - Date.now() }
    );
  }

  #ofToken() {
    return this.#statements.get('token', () => accessTokenStatement(Buffer.alloc(0)));
  }
}

/** Whether nobody may do less since they were looked up. */
export function isStill({ epoch }: CachedViewer, now: Result | undefined): boolean {
  return now?.[0]?.[0] === epoch;
}

/** The columns of `accessTokenStatement` and `sessionStatement`. */
const [USER, ID, OWN, PERMISSIONS, STALE, STALE_IN_MS, ENDS_IN_MS] = [0, 1, 2, 3, 4, 5, 6];

function viewerOf(row: Row, isToken: boolean): Viewer {
  const found = {
    user_id: row[USER] as string | null,
    id: row[ID] as string,
    own: listOf(row[OWN]),
    permissions: listOf(row[PERMISSIONS]),
  };
  return isToken ? tokenViewer(found) : sessionViewer(found);
}

/** PostgreSQL's text of an array of names: {USERS_READ,USERS_WRITE}. */
function listOf(text: string | null | undefined): Permission[] {
  const names = (text ?? '').slice(1, -1);
  return names === '' ? [] : (names.split(',') as Permission[]);
}

/** No token is kept. */
function keyOf(authorization: string): string {
  return hash('sha256', authorization, 'base64');
}
