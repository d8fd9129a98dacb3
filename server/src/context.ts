import type { FastifyBaseLogger } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Auth } from './auth/auth.js';
import type { AuthCookies } from './auth/auth-cookies.js';
import type { BulkRunner } from './bulk/worker/bulk-runner.js';
import type { Origin, Viewer } from './access/viewer.js';
import type { Transaction } from './database/transaction.js';
import type { Mailer } from './mail/mailer.js';
import type { Locale } from './messages/messages.js';
import type { AddressRule } from './users/validation/email-address.validation.js';
import type { LostWrites } from './users/news/lost-writes.js';
import type { UserChangeFeed } from './users/news/user-change.feed.js';

/** The viewer of a request, and at which access epoch it was looked up. */
export interface Asker {
  readonly viewer: Viewer | null;
  /** Undefined if it is not known. */
  readonly epoch?: string;
  /** Called when a transaction has confirmed the epoch. If it is set, the request may start again until the first commit. */
  readonly checked?: () => void;
}

/** The results of a mutation's fields by their key in the answer. */
export type RootResults = Map<string, { value: unknown } | { error: unknown }>;

/** What a resolver and a service know of the request they serve. */
export interface RequestContext {
  /** The database outside of a transaction. */
  readonly db: QueryExecutorProvider;
  /**
   * Runs `work` in a transaction, see database/transaction.ts. It may run more than once until it is committed.
   * @param options `isViewerChecked`: true if the work looks the viewer up itself
   * @throws StaleViewerError, BadInputError if the viewer's rights were reduced since the lookup
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    options?: { isViewerChecked?: boolean },
  ): Promise<T>;
  log: FastifyBaseLogger;
  /** Sets the name under which the operation is logged. */
  nameOperation(name: string | undefined): void;
  /** Notes that the answer has errors. */
  noteErrors(): void;
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
  bulk: Pick<BulkRunner, 'wake' | 'watch'>;
  /** To be told of what was sent to the database and got no answer. */
  lostWrites: LostWrites;
  mailer: Mailer;
  /** Which addresses users may have. */
  addresses: AddressRule;
  /** After how many days in the bin a user is erased; 0: never. */
  binDays: number;
  /** Where links begin. */
  links: {
    /** Handed to who asks: the origin that they use themselves. */
    shown: string;
    /** Sent by mail, also at a stranger's request: from the settings alone, as a stranger writes the Host header. */
    mailed: string;
  };
  /** Set for a mutation that a compiled operation has started, see execution/root-results.ts. */
  rootResults?: RootResults;
  /** Closes the WebSocket that the request came by, so that its client connects again and reads anew. */
  closeSocket?: () => void;
}

/** The same request, with something else in its place. */
export function changedContext(context: RequestContext, changes: Partial<RequestContext>): RequestContext {
  return Object.create(context, Object.getOwnPropertyDescriptors(changes)) as RequestContext;
}
