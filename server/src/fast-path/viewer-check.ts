import { hash } from 'node:crypto';
import type { Permission } from '../access/permission.enum.js';
import { hashOf } from '../access/secret-text.js';
import { TOKEN_PREFIX } from '../access/token-prefix.js';
import type { Viewer } from '../access/viewer.js';
import type { AccessJwt } from '../auth/access-jwt.js';
import {
  accessTokenStatement,
  bearerToken,
  sessionStatement,
  sessionViewer,
  tokenViewer,
} from '../auth/viewer.service.js';
import type { Result, Row, Step } from '../database/pipeline-batch.js';
import type { Statements } from './statements.js';

/** Whom the database last told of for a token. Good for nothing but to be compared with what it tells now. */
export interface Known {
  readonly viewer: Viewer;
  /** The statement that asks who it is, and what it answered. */
  readonly step: Step;
  readonly row: Row;
  /** When the token itself ends, in milliseconds since 1970. */
  readonly endsAt: number;
}

/** Runs a statement at once; undefined where that can't be done. */
export type Run = (steps: readonly Step[]) => Promise<readonly Result[]> | undefined;

/** About as many as may ask within a while; whoever is forgotten costs one round trip more, the next time. */
const MOST = 5_000;

/**
 * Who asks, looked up in the database with each request, as everywhere; but in the same message as what the request
 * reads. For this it keeps whom a token belonged to, and `isStill` tells by the database's new answer, of the same
 * transaction as the rest, whether that holds.
 */
export class ViewerCheck {
  readonly #known = new Map<string, Known>();
  readonly #statements: Statements;
  readonly #jwt: AccessJwt;

  constructor(statements: Statements, jwt: AccessJwt) {
    this.#statements = statements;
    this.#jwt = jwt;
  }

  /** By an Authorization header; undefined for who is not known yet, or not any more. */
  find(authorization: string): Known | undefined {
    const known = this.#known.get(keyOf(authorization));
    return known && known.endsAt > Date.now() ? known : undefined;
  }

  /** Asks the database; undefined for nobody, and where it can't be asked now. */
  async meet(authorization: string, run: Run): Promise<Known | undefined> {
    const asked = await this.#asking(authorization);
    const [result] = (asked && (await run([asked.step]))) ?? [];
    const [row] = result ?? [];
    if (!asked || !row) return undefined;
    const known = { ...asked, row, viewer: viewerOf(row, asked.step.statement === this.#ofToken()) };
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(keyOf(authorization), known);
    return known;
  }

  async #asking(authorization: string): Promise<Pick<Known, 'step' | 'endsAt'> | undefined> {
    const token = bearerToken(authorization);
    if (!token) return undefined;
    if (token.startsWith(TOKEN_PREFIX)) {
      return { step: { statement: this.#ofToken(), values: [hashOf(token)] }, endsAt: Infinity };
    }
    const access = await this.#jwt.read(token);
    const statement = this.#statements.get('session', () => sessionStatement(''));
    return access && { step: { statement, values: [access.sessionId] }, endsAt: access.expiresAt };
  }

  #ofToken() {
    return this.#statements.get('token', () => accessTokenStatement(Buffer.alloc(0)));
  }
}

/**
 * Whether the database still tells the same of them. Not where their last use is to be noted either (once a minute):
 * that is for the one who looks viewers up.
 */
export function isStill({ row }: Known, now: Row | undefined): boolean {
  return (
    now !== undefined &&
    now[USER] === row[USER] &&
    now[OWN] === row[OWN] &&
    now[PERMISSIONS] === row[PERMISSIONS] &&
    now[STALE] === 'f'
  );
}

/** The columns of `accessTokenStatement` and `sessionStatement`. */
const [USER, ID, OWN, PERMISSIONS, STALE] = [0, 1, 2, 3, 4];

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
