import type { FastifyBaseLogger } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Auth } from './auth/auth.js';
import type { AuthCookies } from './auth/auth-cookies.js';
import type { Origin, Viewer } from './access/viewer.js';
import type { Transaction } from './database/transaction.js';
import type { Mailer } from './mail/mailer.js';
import type { Locale } from './messages/messages.js';
import type { AddressRule } from './users/email-address.validation.js';
import type { LostWrites } from './users/news/lost-writes.js';
import type { UserChangeFeed } from './users/news/user-change.feed.js';

/** Who sends a request, and how that is known. */
export interface Asker {
  readonly viewer: Viewer | null;
  /** The access epoch at which the viewer was looked up; undefined where it is not known. */
  readonly epoch?: string;
  /**
   * Called when a transaction has found that the epoch is still the same. Where it is there, a request may begin again as
   * long as nothing is committed.
   */
  readonly checked?: () => void;
}

/** What the fields of a mutation have answered with, by their key in the answer. */
export type RootResults = Map<string, { value: unknown } | { error: unknown }>;

/** What a resolver and a service know of the request they serve. */
export interface RequestContext {
  /** What reads, outside of a transaction. */
  readonly db: QueryExecutorProvider;
  /**
   * Runs `work` in a transaction, see database/transaction.ts.
   * @param options `isViewerChecked`: whether the work finds out for itself what the viewer may do by now
   * @throws StaleViewerError, BadInputError where the viewer may do less by now than when they were looked up
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: { isViewerChecked?: boolean },
  ): Promise<T>;
  log: FastifyBaseLogger;
  /** In the answer's header and error answers, and in every log line. */
  requestId: string;
  /** The language of the messages in `userErrors`. */
  locale: Locale;
  /** Who asks; null when nobody is signed in. */
  viewer: Viewer | null;
  origin: Origin;
  /** The origin at which people reach the server, such as https://directory.example.org. */
  site: string;
  auth: Auth;
  /** The browser's; a WebSocket has none to set. */
  readonly cookies?: AuthCookies | undefined;
  /** What tells that a create is sent again; of an HTTP request alone. */
  readonly idempotencyKey?: string | undefined;
  changes: UserChangeFeed;
  /** To be told of what was sent to the database and got no answer. */
  lostWrites: LostWrites;
  mailer: Mailer;
  /** Which addresses users may have. */
  addresses: AddressRule;
  /** Where links begin. */
  links: {
    /** Handed to who asks: the origin that they use themselves. */
    shown: string;
    /** Sent by mail, also at a stranger's request: from the settings alone, as a stranger writes the Host header. */
    mailed: string;
  };
  /** Of a mutation that a compiled operation has begun, see execution/root-results.ts. */
  rootResults?: RootResults;
  /** Closes the WebSocket that the request came by, so that its client connects again and reads anew. */
  closeSocket?: () => void;
}

/** The same request, with something else in its place. */
export function changedContext(context: RequestContext, changes: Partial<RequestContext>): RequestContext {
  return Object.create(context, Object.getOwnPropertyDescriptors(changes)) as RequestContext;
}
