import { randomUUID } from 'node:crypto';
import { UserWatch } from './user-watch.js';

/** PostgreSQL's channel. */
export const USER_PRESENCE = 'rollcall_user_presence';

/** How long notices are gathered for one notification; far below the second within which an editor must show. */
const GATHER_MS = 100;

/** The heartbeat: how often a server repeats its editors, so that the others detect a crashed server. */
const BEAT_MS = 8_000;

/** An editor of another server is gone after this time without a heartbeat: two beats, and time for a late one. */
const SILENCE_MS = 20_000;

const SWEEP_MS = 2_000;

/** A notification holds up to 8,000 bytes; a notice takes up to 100. */
const NOTICES_PER_NOTIFICATION = 75;

/** Limits of memory. Further editors are not shown, but can still edit. */
const MAX_EDITORS = 10_000;
const MAX_EDITORS_OF_A_USER = 20;

/** An editor of a user in one window. */
export interface Editing {
  /** Unique in the cluster. */
  key: string;
  userId: string;
  editorId: string;
}

/** Without an editor: the window is closed. */
type Notice = [key: string, userId: string, editorId: string | null];

/**
 * The editors of users, on all servers. They are kept in memory: a window ends with its WebSocket, and a server notifies the
 * others by NOTIFY, with one heartbeat for all of its windows. Nothing is written to a table.
 */
export class UserPresence {
  readonly #server = randomUUID().slice(0, 8);
  readonly #notify: (payload: string) => void;
  readonly #here = new Map<string, Editing>();
  readonly #elsewhere = new Map<string, Editing & { heardAt: number }>();
  readonly #watches = new Map<string, Set<UserWatch>>();
  readonly #outbox = new Map<string, Notice>();
  #sending: ReturnType<typeof setTimeout> | undefined;
  #sweeping: ReturnType<typeof setInterval> | undefined;
  #beatAt = 0;
  #count = 0;

  constructor(notify: (payload: string) => void) {
    this.#notify = notify;
  }

  /**
   * Follows a user: the iteration steps at once, and again when an editor begins or stops, or the user was written.
   * @param editorId the editor in this window, while it follows the user
   */
  watch(userId: string, editorId: string | undefined): UserWatch {
    this.#count += 1;
    const key = `${this.#server}-${this.#count.toString(36)}`;
    const watch = new UserWatch(key, userId, () => this.#end(watch));
    const all = this.#watches.get(userId) ?? new Set();
    this.#watches.set(userId, all.add(watch));
    if (editorId !== undefined && this.#here.size < MAX_EDITORS) {
      this.#here.set(key, { key, userId, editorId });
      this.#tell([key, userId, editorId]);
      this.wake(userId);
    }
    return watch;
  }

  /** The editors of a user, the longest-editing first. */
  editorsOf(userId: string): Editing[] {
    const all = [...this.#here.values(), ...this.#elsewhere.values()];
    return all.filter((each) => each.userId === userId).slice(0, MAX_EDITORS_OF_A_USER);
  }

  /** Makes all followers of the user step again. */
  wake(userId: string): void {
    for (const watch of this.#watches.get(userId) ?? []) watch.wake();
  }

  /** Takes a notification of any server. */
  receive(payload: string): void {
    const [server, notices] = JSON.parse(payload) as [string, Notice[]];
    if (server === this.#server) return;
    for (const [key, userId, editorId] of notices) {
      const known = this.#elsewhere.get(key);
      if (editorId === null) this.#elsewhere.delete(key);
      else if (known) known.heardAt = performance.now();
      else if (this.#elsewhere.size < MAX_EDITORS)
        this.#elsewhere.set(key, { key, userId, editorId, heardAt: performance.now() });
      if ((editorId === null) === (known !== undefined)) this.wake(userId);
    }
    this.#startSweeping();
  }

  close(): void {
    clearTimeout(this.#sending);
    clearInterval(this.#sweeping);
  }

  #end({ key, userId }: UserWatch): void {
    const all = this.#watches.get(userId);
    for (const each of all ?? []) if (each.key === key) all?.delete(each);
    if (all?.size === 0) this.#watches.delete(userId);
    if (!this.#here.delete(key)) return;
    this.#tell([key, userId, null]);
    this.wake(userId);
  }

  #tell(notice: Notice): void {
    this.#outbox.set(notice[0], notice);
    this.#sending ??= setTimeout(() => this.#send(), GATHER_MS);
    this.#startSweeping();
  }

  #send(): void {
    this.#sending = undefined;
    const notices = [...this.#outbox.values()];
    this.#outbox.clear();
    while (notices.length > 0) {
      this.#notify(JSON.stringify([this.#server, notices.splice(0, NOTICES_PER_NOTIFICATION)]));
    }
  }

  #startSweeping(): void {
    if (this.#here.size + this.#elsewhere.size === 0) return;
    this.#sweeping ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  #sweep(): void {
    const now = performance.now();
    for (const [key, { userId, heardAt }] of this.#elsewhere) {
      if (now - heardAt < SILENCE_MS) continue;
      this.#elsewhere.delete(key);
      this.wake(userId);
    }
    if (now - this.#beatAt >= BEAT_MS) {
      this.#beatAt = now;
      for (const { key, userId, editorId } of this.#here.values()) this.#tell([key, userId, editorId]);
    }
    if (this.#here.size + this.#elsewhere.size > 0) return;
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }
}
