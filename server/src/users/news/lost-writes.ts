import { type QueryExecutorProvider, sql } from 'kysely';
import { outsideBudget } from '../../database/request-budget.js';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import type { UserChangeFeed } from './user-change.feed.js';
import { UserChangeKind } from './user-change.type.js';

const LOOK_EVERY_MS = 1_000;

/** More lookups than the seconds that a statement may take: until then PostgreSQL may still be running it. */
const MAX_LOOKUPS = 60;

/** The audit entry is older than the request's failure, by no more than the time that a request may take. */
const BEFORE_MS = 120_000;

/** With more, the oldest is evicted. */
const MAX_PENDING = 1_000;

const KINDS: Readonly<Record<string, UserChangeKind>> = {
  [AuditAction.USER_CREATED]: UserChangeKind.CREATED,
  [AuditAction.USER_DELETED]: UserChangeKind.DELETED,
  [AuditAction.USER_RESTORED]: UserChangeKind.RESTORED,
};

interface PendingWrite {
  /** No entry of the request is older. */
  since: number;
  lookups: number;
}

/**
 * Writes that were sent and not answered. Their clients have to check themselves. For all other lists, this looks up the
 * request's entry in the audit trail, which exists if the write was committed. It then publishes the news that the request
 * could not publish.
 */
export class LostWrites {
  readonly #database: () => QueryExecutorProvider;
  readonly #changes: Pick<UserChangeFeed, 'publish'>;
  readonly #pending = new Map<string, PendingWrite>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: () => QueryExecutorProvider, changes: Pick<UserChangeFeed, 'publish'>) {
    this.#database = database;
    this.#changes = changes;
  }

  note(requestId: string): void {
    if (this.#closed) return;
    const [oldest] = this.#pending.keys();
    if (this.#pending.size >= MAX_PENDING && oldest !== undefined) this.#pending.delete(oldest);
    this.#pending.set(requestId, { since: Date.now() - BEFORE_MS, lookups: 0 });
    // The timer outlives the request and its database budget.
    outsideBudget(() => this.#wait());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#closed || this.#timer || this.#pending.size === 0) return;
    this.#timer = setTimeout(() => void this.#turn(), LOOK_EVERY_MS).unref();
  }

  async #turn(): Promise<void> {
    // A failed lookup, as while the database is away, is not counted.
    await this.#look().catch(() => undefined);
    this.#timer = undefined;
    this.#wait();
  }

  async #look(): Promise<void> {
    const asked = new Map(this.#pending);
    const since = Math.min(...[...asked.values()].map((each) => each.since));
    const { rows } = await sql<{ request_id: string; action: string; target_id: string }>`
      select request_id, action, target_id from audit_entries
      where occurred_at >= ${new Date(since).toISOString()}::timestamptz and request_id = any(${[...asked.keys()]})
        and target_type = ${AuditTargetType.USER} order by occurred_at, id`.execute(this.#database());
    for (const { request_id, action, target_id } of rows) {
      this.#changes.publish(KINDS[action] ?? UserChangeKind.UPDATED, target_id);
      this.#pending.delete(request_id);
    }
    for (const [requestId, pending] of asked) {
      pending.lookups += 1;
      if (pending.lookups >= MAX_LOOKUPS) this.#pending.delete(requestId);
    }
  }
}
