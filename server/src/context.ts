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

/** The context of a request, for resolvers and services. */
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
  /** The viewer; null if nobody is signed in. */
  viewer: Viewer | null;
  origin: Origin;
  /** The origin at which people reach the server, such as https://directory.example.org. */
  site: string;
  auth: Auth;
  /** The browser's cookies. A WebSocket cannot set any. */
  readonly cookies?: AuthCookies | undefined;
  /** Identifies the retry of a create; only for HTTP requests. */
  readonly idempotencyKey?: string | undefined;
  changes: UserChangeFeed;
  bulk: Pick<BulkRunner, 'wake' | 'watch'>;
  /** Receives writes that were sent to the database and got no answer. */
  lostWrites: LostWrites;
  mailer: Mailer;
  /** Which addresses users may have. */
  addresses: AddressRule;
  /** After how many days in the bin a user is erased; 0: never. */
  binDays: number;
  /** The base URLs of links. */
  links: {
    /** For links in answers: the origin that the client uses. */
    shown: string;
    /** For links in mails: only from the settings, as a stranger can request a mail with a forged Host header. */
    mailed: string;
  };
  /** Set for a mutation that a compiled operation has started, see execution/root-results.ts. */
  rootResults?: RootResults;
}

/** A copy of the context with changes. */
export function changedContext(context: RequestContext, changes: Partial<RequestContext>): RequestContext {
  return Object.create(context, Object.getOwnPropertyDescriptors(changes)) as RequestContext;
}
