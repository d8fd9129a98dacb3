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

/** The viewer of a token at this access epoch. */
export interface CachedViewer {
  readonly viewer: Viewer;
  readonly epoch: string;
  /** By `performance.now()`: when the token expires, or has to be looked up again. */
  readonly goodUntil: number;
}

/** Runs statements at once. The result of the epoch comes before theirs. Undefined if that is not possible. */
type Run = (steps: readonly Step[]) => Promise<readonly Result[]> | undefined;

/**
 * About as many viewers as send requests within a minute. An evicted viewer costs one more round trip with the next request.
 */
const MAX_CACHED_VIEWERS = 5_000;

/** By the clock of this server, which may differ from PostgreSQL's. */
const MAX_AGE_MS = 30_000;

/**
 * Checks the viewer in the database with each request, in the same message as the statements of the request. It caches the
 * viewer of a token, and the database returns the present access epoch (see the migration) first. If the epoch has changed,
 * somebody's rights were reduced, and `meet` looks the viewer up again.
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
   * The viewer of an Authorization header, for a request that does not read the epoch with its statements; undefined if the
   * viewer must be looked up through the pool.
   */
  async present(authorization: string): Promise<CachedViewer | undefined> {
    const cached = this.find(authorization);
    const now = cached && (await this.#run([]))?.[0];
    return cached && isStill(cached, now) ? cached : this.meet(authorization);
  }

  /** The cached viewer of an Authorization header; undefined if there is none, or it is outdated. */
  find(authorization: string): CachedViewer | undefined {
    const cached = this.#cache.get(keyOf(authorization));
    return cached && cached.goodUntil > performance.now() ? cached : undefined;
  }

  /** Looks the viewer up; undefined if there is none, or the database can't be asked now. */
  async meet(authorization: string): Promise<CachedViewer | undefined> {
    const asked = await this.#asking(authorization);
    // The epoch is read first: a change after that shows in the epoch of the next request.
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

/** Whether no rights were reduced since the viewer was looked up. */
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

/** A hash, as tokens are not kept. */
function keyOf(authorization: string): string {
  return hash('sha256', authorization, 'base64');
}
