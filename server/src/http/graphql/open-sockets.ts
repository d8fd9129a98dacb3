import type { WebSocket } from '@fastify/websocket';
import type { AccessChange } from '../../access/access-change.js';
import type { Viewer } from '../../access/viewer.js';

/** "Service restart": the client reconnects and reads the list again. */
export const SERVICE_RESTART = 1012;

/** In graphql-ws's terms: the token with which the socket was opened is not or no longer valid. */
export const UNAUTHORIZED = 4401;

/** A timer is limited to 24 days. A socket that stays open longer is checked in between. */
const MAX_TIMER_MS = 86_400_000;

/** A role may have thousands of holders, each checked by a statement. Requests run between these batches. */
const LOOKS_AT_ONCE = 10;

/** The clocks of this machine and of the database may differ a little. */
const CLOCK_SKEW_MS = 1_000;

/** The viewer who opened a socket, and for how long that is valid at most. */
export interface SocketViewer extends Viewer {
  readonly endsInMs: number | null;
}

type HoldersAmong = (
  roleIds: ReadonlySet<string>,
  userIds: ReadonlySet<string>,
) => Promise<ReadonlySet<string>>;

interface Held {
  viewer: SocketViewer;
  address: string;
  timer?: NodeJS.Timeout;
  /** The viewer as looked up at this access epoch. */
  known?: { viewer: SocketViewer; epoch: string; until: number };
}

/** As for HTTP requests: a lookup also updates the last use of the session. By `performance.now()`. */
const MAX_AGE_MS = 30_000;

/**
 * The WebSockets that were opened with a valid session or token. A socket is closed as soon as that session or token is no
 * longer valid, or the viewer's permissions change.
 */
export class OpenSockets {
  readonly #held = new Map<WebSocket, Held>();
  readonly #find: (viewer: Viewer, address: string) => Promise<SocketViewer | null>;
  readonly #holdersAmong: HoldersAmong;
  readonly #presentEpoch: () => Promise<string | undefined>;

  /**
   * @param presentEpoch reads the access epoch; undefined if the database cannot be asked
   * @param find the viewer's present rights; null if the session or token is no longer valid
   * @param holdersAmong the users among these who have one of these roles
   */
  constructor(
    find: (viewer: Viewer, address: string) => Promise<SocketViewer | null>,
    holdersAmong: HoldersAmong,
    presentEpoch: () => Promise<string | undefined>,
  ) {
    this.#presentEpoch = presentEpoch;
    this.#find = find;
    this.#holdersAmong = holdersAmong;
  }

  hold(socket: WebSocket, viewer: SocketViewer, address: string): void {
    const held: Held = { viewer, address };
    this.#held.set(socket, held);
    socket.once('close', () => {
      clearTimeout(held.timer);
      this.#held.delete(socket);
    });
    this.#wait(socket, held);
  }

  /** Whether it was opened with a valid session or token. */
  isKnown(socket: WebSocket): boolean {
    return this.#held.has(socket);
  }

  /** The viewer who opened the socket; null for nobody. It is looked up again when the access epoch has changed. */
  async viewerOf(socket: WebSocket): Promise<SocketViewer | null> {
    const held = this.#held.get(socket);
    if (!held) return null;
    const epoch = await this.#presentEpoch();
    const { known } = held;
    if (known && known.epoch === epoch && performance.now() < known.until) return known.viewer;
    const viewer = await this.#find(held.viewer, held.address);
    if (viewer && epoch !== undefined) {
      const until = performance.now() + Math.min(viewer.endsInMs ?? Infinity, MAX_AGE_MS);
      held.known = { viewer, epoch, until };
    }
    return viewer;
  }

  /** Checks the sockets of users whose access has changed. */
  async check({ ids, roleIds }: AccessChange): Promise<void> {
    const holders = roleIds.size > 0 ? await this.#holders(roleIds) : new Set<string>();
    const touched = [...this.#held].filter(
      ([
        ,
        {
          viewer: { userId, sessionId, tokenId },
        },
      ]) => [userId, sessionId, tokenId].some((id) => id !== null && (ids.has(id) || holders.has(id))),
    );
    for (let start = 0; start < touched.length; start += LOOKS_AT_ONCE) {
      const some = touched.slice(start, start + LOOKS_AT_ONCE);
      await Promise.all(some.map(([socket, held]) => this.#look(socket, held)));
    }
  }

  /** The users with a socket who have one of the roles; all users with a socket if the lookup fails. */
  async #holders(roleIds: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const users = new Set([...this.#held.values()].flatMap(({ viewer: { userId } }) => userId ?? []));
    if (users.size === 0) return users;
    return this.#holdersAmong(roleIds, users).catch(() => users);
  }

  async #look(socket: WebSocket, held: Held): Promise<void> {
    try {
      const now = await this.#find(held.viewer, held.address);
      if (!this.#held.has(socket)) return;
      if (!now) socket.close(UNAUTHORIZED);
      else if (now.permissions.symmetricDifference(held.viewer.permissions).size > 0)
        socket.close(SERVICE_RESTART);
      else this.#wait(socket, Object.assign(held, { viewer: now }));
    } catch {
      // The rights are unknown, so the client has to reconnect and authenticate again.
      socket.close(SERVICE_RESTART);
    }
  }

  #wait(socket: WebSocket, held: Held): void {
    clearTimeout(held.timer);
    const { endsInMs } = held.viewer;
    if (endsInMs === null) return;
    const wait = Math.min(Math.max(endsInMs, 0) + CLOCK_SKEW_MS, MAX_TIMER_MS);
    held.timer = setTimeout(() => void this.#look(socket, held), wait);
  }
}
