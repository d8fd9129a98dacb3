import type { FastifyReply, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Viewer } from '../../access/viewer.js';
import type { Auth } from '../../auth/auth.js';
import type { AuthCookies } from '../../auth/auth-cookies.js';
import { viewerGuard } from '../../auth/viewer/viewer.service.js';
import { StaleViewerError } from '../../auth/viewer/stale-viewer.error.js';
import type { ViewerCheck } from '../../auth/viewer/viewer-check.js';
import type { BulkRunner } from '../../bulk/worker/bulk-runner.js';
import type { Asker, RequestContext, RootResults } from '../../context.js';
import { type Database, GuardFailedError } from '../../database/database.js';
import type { Step } from '../../database/pipeline/pipeline-batch.js';
import type { Reads } from '../../database/reads.js';
import type { Transaction } from '../../database/transaction.js';
import type { Mailer } from '../../mail/mailer.js';
import { BadInputError } from '../../errors.js';
import { acceptedLocale } from '../../messages/accepted-locale.js';
import type { LostWrites } from '../../users/news/lost-writes.js';
import type { UserChangeFeed } from '../../users/news/user-change.feed.js';
import { readIdempotencyKey } from '../../idempotency/idempotency-key.rule.js';
import { clientAddress } from '../connections/client-address.js';

/** The parts of the server that all requests share. */
export interface ServerParts {
  auth: Auth;
  changes: UserChangeFeed;
  bulk: BulkRunner;
  lostWrites: LostWrites;
  mailer: Mailer;
  database: Database;
  viewers: ViewerCheck;
  /** For statements that have no lane. */
  pool: QueryExecutorProvider;
  siteOf: (request: FastifyRequest) => string;
  addresses: RequestContext['addresses'];
  binDays: RequestContext['binDays'];
  cookiesOf: (request: FastifyRequest, reply: FastifyReply) => AuthCookies;
  linksOf: (request: FastifyRequest) => RequestContext['links'];
}

/** Creates what a request needs on first use: most requests need little of it. */
export class HttpRequestContext implements RequestContext {
  readonly viewer: Viewer | null;
  rootResults?: RootResults;
  // No #names: `changedContext` makes objects that inherit from this one.
  private readonly parts: ServerParts;
  private readonly request: FastifyRequest;
  private readonly reply: FastifyReply | undefined;
  private readonly asker: Asker;
  private readonly reads: Reads | undefined;
  private hasCommitted = false;
  private readLocale: RequestContext['locale'] | undefined;

  /** @param reads the connections for reads; through the pool if omitted */
  constructor(
    parts: ServerParts,
    request: FastifyRequest,
    reply: FastifyReply | undefined,
    asker: Asker,
    reads?: Reads,
  ) {
    this.parts = parts;
    this.request = request;
    this.reply = reply;
    this.reads = reads;
    this.asker = asker;
    this.viewer = asker.viewer;
    if (request.operation) request.operation.viewer = asker.viewer;
  }

  get db(): QueryExecutorProvider {
    return this.reads ?? this.parts.pool;
  }

  async transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    { isViewerChecked = false }: { isViewerChecked?: boolean } = {},
  ): Promise<T> {
    const { database } = this.parts;
    const { epoch, checked } = this.asker;
    const isGuarded = !isViewerChecked && epoch !== undefined && this.viewer !== null;
    // While rights are being reduced, the viewer's own rights are checked instead of the epoch.
    const byEpoch = isGuarded && !database.isEpochMoving;
    const rights = () => this.viewer && database.guard(viewerGuard(this.viewer));
    const run = async (guard: Step | null) => {
      const result = await database.transaction(work, guard);
      this.hasCommitted = true;
      checked?.();
      return result;
    };
    try {
      if (!byEpoch) return await run(isGuarded ? rights() : null);
      return await run(database.epochGuard(epoch)).catch((error: unknown) => {
        if (!(error instanceof GuardFailedError)) throw error;
        database.noteEpochMoved();
        return run(rights());
      });
    } catch (error) {
      if (!(error instanceof GuardFailedError)) throw error;
      // Nothing is committed, so the request starts again with the present viewer.
      if (checked && !this.hasCommitted) throw new StaleViewerError();
      throw new BadInputError('error.unauthenticated', {}, 'UNAUTHENTICATED');
    }
  }

  get auth(): Auth {
    return this.parts.auth;
  }

  get changes(): UserChangeFeed {
    return this.parts.changes;
  }

  get bulk(): BulkRunner {
    return this.parts.bulk;
  }

  get idempotencyKey(): string | undefined {
    return this.reply && readIdempotencyKey(this.request.headers['idempotency-key']);
  }

  get lostWrites(): LostWrites {
    return this.parts.lostWrites;
  }

  get mailer(): Mailer {
    return this.parts.mailer;
  }

  get log(): FastifyRequest['log'] {
    return this.request.log;
  }

  nameOperation(name: string | undefined): void {
    if (this.request.operation) this.request.operation.name = name;
  }

  noteErrors(): void {
    if (this.request.operation) this.request.operation.hasFailed = true;
  }

  get requestId(): string {
    return this.request.id;
  }

  get locale(): RequestContext['locale'] {
    return (this.readLocale ??= acceptedLocale(this.request.headers['accept-language']));
  }

  get binDays() {
    return this.parts.binDays;
  }

  get addresses(): RequestContext['addresses'] {
    return this.parts.addresses;
  }

  get site(): string {
    return this.parts.siteOf(this.request);
  }

  get origin(): RequestContext['origin'] {
    return {
      address: clientAddress(this.request),
      userAgent: this.request.headers['user-agent'] ?? null,
    };
  }

  get cookies(): AuthCookies | undefined {
    return this.reply && this.parts.cookiesOf(this.request, this.reply);
  }

  get links(): RequestContext['links'] {
    return this.parts.linksOf(this.request);
  }
}
