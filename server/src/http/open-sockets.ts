import type { WebSocket } from '@fastify/websocket';
import type { Viewer } from '../access/viewer.js';

/** "Service restart": a client connects again and asks for the list anew. */
export const SERVICE_RESTART = 1012;

/** As graphql-ws names it: the token with which the socket was opened is no good (any more). */
export const UNAUTHORIZED = 4401;

/** A timer takes no more than 24 days; a socket that stays open for longer is looked at now and then. */
const LONGEST_WAIT_MS = 86_400_000;

/** The clocks of this machine and of the database may differ a little. */
const LATE_MS = 1_000;

/** Who opened a socket, and for how long that is good at most. */
export interface SocketViewer extends Viewer {
  readonly endsInMs: number | null;
}

interface Held {
  viewer: SocketViewer;
  address: string;
  timer?: NodeJS.Timeout;
}

/**
 * The WebSockets that somebody opened who was known then. One is closed as soon as the session or token that opened it
 * is no good any more, or its viewer may do something else than before.
 */
export class OpenSockets {
  readonly #held = new Map<WebSocket, Held>();
  readonly #find: (viewer: Viewer, address: string) => Promise<SocketViewer | null>;

  /** @param find what the viewer may do by now; null for nothing */
  constructor(find: (viewer: Viewer, address: string) => Promise<SocketViewer | null>) {
    this.#find = find;
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

  /** Who opened the socket, as they are by now; null for nobody. One statement. */
  async viewerOf(socket: WebSocket): Promise<SocketViewer | null> {
    const held = this.#held.get(socket);
    return held ? this.#find(held.viewer, held.address) : null;
  }

  /** Looks at the sockets of these users, sessions and tokens. */
  check(ids: ReadonlySet<string>): void {
    for (const [socket, held] of this.#held) {
      const { userId, sessionId, tokenId } = held.viewer;
      if ([userId, sessionId, tokenId].some((id) => id !== null && ids.has(id)))
        void this.#look(socket, held);
    }
  }

  async #look(socket: WebSocket, held: Held): Promise<void> {
    try {
      const now = await this.#find(held.viewer, held.address);
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
    const wait = Math.min(Math.max(endsInMs, 0) + LATE_MS, LONGEST_WAIT_MS);
    held.timer = setTimeout(() => void this.#look(socket, held), wait);
  }
}
