import type { WebSocket } from '@fastify/websocket';
import type { AccessChange } from '../../access/access-change.js';
import type { Viewer } from '../../access/viewer.js';

/** "Service restart": a client connects again and asks for the list anew. */
export const SERVICE_RESTART = 1012;

/** As graphql-ws names it: the token with which the socket was opened is no good (any more). */
export const UNAUTHORIZED = 4401;

/** A timer takes no more than 24 days; a socket that stays open for longer is looked at now and then. */
const MAX_TIMER_MS = 86_400_000;

/** A role may be that of thousands, each a statement: requests have their turn between these. */
const LOOKS_AT_ONCE = 10;

/** The clocks of this machine and of the database may differ a little. */
const CLOCK_SKEW_MS = 1_000;

/** Who opened a socket, and for how long that is good at most. */
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
 * The WebSockets that somebody opened who was known then. One is closed as soon as the session or token that opened it
 * is no good any more, or its viewer may do something else than before.
 */
export class OpenSockets {
  readonly #held = new Map<WebSocket, Held>();
  readonly #find: (viewer: Viewer, address: string) => Promise<SocketViewer | null>;
  readonly #holdersAmong: HoldersAmong;
  readonly #presentEpoch: () => Promise<string | undefined>;

  /**
   * @param presentEpoch reads the access epoch; undefined if the database cannot be asked
   * @param find what the viewer may do by now; null for nothing
   * @param holdersAmong those of these users who have one of these roles
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

  /** Whether somebody opened it who was known then. */
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

  /** Looks at the sockets of those whose access has changed. */
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

  /** Who of those with a socket has one of the roles; everybody, where that can't be told. */
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
      // Nobody knows, so the client has to ask again who it is.
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
