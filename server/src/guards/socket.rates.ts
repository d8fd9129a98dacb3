import { MAX_SOCKET_MESSAGES, MAX_SOCKET_REFUSALS } from './document/document.limits.js';

const MESSAGES_WITHIN_MS = 1_000;
const REFUSALS_WITHIN_MS = 10_000;

interface Count {
  since: number;
  found: number;
}

/** Counts the messages and refusals of a WebSocket, and closes it above the limits. */
export class SocketRates<Socket extends object> {
  readonly #messages = new WeakMap<Socket, Count>();
  readonly #refusals = new WeakMap<Socket, Count>();
  readonly #closeSocket: (socket: Socket) => void;

  constructor(closeSocket: (socket: Socket) => void) {
    this.#closeSocket = closeSocket;
  }

  countMessage(socket: Socket): void {
    this.#count(this.#messages, socket, MESSAGES_WITHIN_MS, MAX_SOCKET_MESSAGES);
  }

  countRefusal(socket: Socket): void {
    this.#count(this.#refusals, socket, REFUSALS_WITHIN_MS, MAX_SOCKET_REFUSALS);
  }

  #count(counts: WeakMap<Socket, Count>, socket: Socket, withinMs: number, most: number): void {
    const now = performance.now();
    let count = counts.get(socket);
    if (!count || now - count.since > withinMs) counts.set(socket, (count = { since: now, found: 0 }));
    count.found += 1;
    if (count.found === most + 1) this.#closeSocket(socket);
  }
}
