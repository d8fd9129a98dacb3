import WebSocket from 'ws';
import type { Target } from './target.js';

/** Sends on each of several sockets until it is closed or the time is over. Returns the number of messages. */
async function flood(
  { address }: Target,
  until: AbortSignal,
  sockets: number,
  message: (index: number) => string,
): Promise<number> {
  const url = `${address.replace('http', 'ws')}/graphql`;
  let sent = 0;
  const one = async () => {
    while (!until.aborted) {
      const socket = new WebSocket(url, 'graphql-transport-ws');
      await new Promise<void>((resolve) => {
        const stop = () => socket.terminate();
        until.addEventListener('abort', stop, { once: true });
        socket
          .on('error', () => undefined)
          .on('close', () => {
            until.removeEventListener('abort', stop);
            resolve();
          })
          .on('open', () => socket.send('{"type":"connection_init"}'))
          .once('message', () => {
            for (let index = 0; index < 200 && socket.readyState === WebSocket.OPEN; index += 1) {
              socket.send(message(index));
              sent += 1;
            }
            // If the server does not close the socket, the pong comes after the answers, or takes too long.
            socket.once('pong', stop).ping();
          });
      });
    }
  };
  await Promise.all(Array.from({ length: sockets }, one));
  return sent;
}

const subscribe = (index: number, query: string) =>
  JSON.stringify({ id: `s${index}`, type: 'subscribe', payload: { query } });
const NEAR = `subscription { ${Array.from({ length: 980 }, (_, index) => `userChange${index}`).join(' ')} }`;

/** Messages of a stranger over WebSockets, by name. */
export const SOCKETS: Readonly<Record<string, (target: Target, until: AbortSignal) => Promise<number>>> = {
  'WebSocket: invalid documents': (target, until) =>
    flood(target, until, 4, (index) => subscribe(index, NEAR)),
  'WebSocket: refused subscriptions': (target, until) =>
    flood(target, until, 4, (index) => subscribe(index, 'subscription { userChanged { user { id } } }')),
  'WebSocket: pings': (target, until) => flood(target, until, 4, () => '{"type":"ping"}'),
  'WebSocket: messages of a megabyte': (target, until) =>
    flood(target, until, 4, (index) => subscribe(index, `{ viewer { id } } # ${'x'.repeat(900_000)}`)),
};
