/** A separate process that opens sockets like consoles, and reports when the news of a user has reached all of them. */

export interface SubscribersOrder {
  port: number;
  authorization: string;
  sockets: number;
  query: string;
}

/** Sockets opened at the same time. */
const AT_ONCE = 50;

/** The number of sockets that have received the news of each user so far. */
const received = new Map<string, number>();

interface SocketMessage {
  type: string;
  payload?: { errors?: unknown; data?: { userChanged: { user: { email: string } } } };
}

function open({ port, authorization, sockets, query }: SubscribersOrder): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  socket.onopen = () => send({ type: 'connection_init', payload: { authorization } });
  socket.onclose = ({ code }) => fail(`a socket was closed with ${code}`);
  return new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      const { type, payload } = JSON.parse(String(data)) as SocketMessage;
      if (type === 'connection_ack') {
        send({ id: '1', type: 'subscribe', payload: { query } });
        // Messages are answered in order: after the pong, the server has read the subscription.
        send({ type: 'ping' });
      } else if (type === 'pong') resolve();
      else if (type === 'next' && payload?.data) hear(payload.data.userChanged.user.email, sockets);
      else fail(String(data));
    };
  });
}

function hear(email: string, sockets: number): void {
  const count = (received.get(email) ?? 0) + 1;
  received.set(email, count);
  if (count < sockets) return;
  received.delete(email);
  process.send?.({ reached: email });
}

function fail(reason: string): void {
  process.send?.({ failed: reason });
}

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (order: SubscribersOrder) => {
  void (async () => {
    for (let opened = 0; opened < order.sockets; opened += AT_ONCE) {
      const some = Math.min(AT_ONCE, order.sockets - opened);
      await Promise.all(Array.from({ length: some }, () => open(order)));
    }
    process.send?.({ ready: true });
  })();
});
