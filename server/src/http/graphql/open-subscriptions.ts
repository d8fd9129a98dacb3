import type { WebSocket } from '@fastify/websocket';

/** What graphql-ws knows of a WebSocket: null for an operation with one result. */
interface Operations {
  readonly subscriptions: Readonly<Record<string, unknown>>;
}

const open = new Set<Operations>();

/** Counts the subscriptions of a WebSocket until it is closed. */
export function countSubscriptionsOf(operations: Operations, socket: WebSocket): void {
  open.add(operations);
  socket.once('close', () => open.delete(operations));
}

/** The open subscriptions of this process. They are counted only on request, so counting costs an operation nothing. */
export function openSubscriptions(): number {
  let count = 0;
  for (const { subscriptions } of open)
    for (const each of Object.values(subscriptions)) if (each !== null) count += 1;
  return count;
}
