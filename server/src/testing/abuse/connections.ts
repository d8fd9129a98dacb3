import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { graphqlRequest } from './hostile-request.js';
import type { Target } from './target.js';

async function open(
  { address }: Target,
  until: AbortSignal,
  count: number,
  each: (socket: Socket) => void,
): Promise<number> {
  const { port } = new URL(address);
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(Number(port), '127.0.0.1');
    // The server closes them above the limit, and after a time.
    socket.on('error', () => undefined).on('connect', () => each(socket));
    return socket;
  });
  await new Promise((resolve) => until.addEventListener('abort', resolve, { once: true }));
  sockets.forEach((socket) => socket.destroy());
  return count;
}

const trickle = (socket: Socket, head: string) => {
  socket.write(head);
  const timer = setInterval(() => socket.write('a'), 200);
  socket.on('close', () => clearInterval(timer));
};

/** Connections that are opened and kept busy with as little as possible, by name. */
export const CONNECTIONS: Readonly<Record<string, (target: Target, until: AbortSignal) => Promise<number>>> =
  {
    'connections: idle': (target, until) => open(target, until, 3_000, () => undefined),
    'connections: slow headers': (target, until) =>
      open(target, until, 300, (socket) => trickle(socket, 'POST /graphql HTTP/1.1\r\nhost: a\r\nx-a: ')),
    'connections: slow bodies': (target, until) =>
      open(target, until, 300, (socket) =>
        trickle(
          socket,
          'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n"',
        ),
      ),
    'requests whose client hangs up': async (target, until) => {
      const query = `{ ${Array.from({ length: 5 }, (_, i) => `a${i}: users(where: { neverSignedIn: true }, search: "e") { totalCount }`).join(' ')} }`;
      let sent = 0;
      while (!until.aborted) {
        void target.send(graphqlRequest('counts', 'viewer', query), AbortSignal.timeout(100));
        sent += 1;
        await delay(150);
      }
      return sent;
    },
  };
