import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { TestDatabase } from '../test-database.js';

/** In the first message of connections that serve requests. Sealing and news have other names. */
const OF_REQUESTS = /application_name\0rollcall(-fast)?\0/;

export interface LosingProxy {
  /** The database, reached through the proxy. */
  readonly database: TestDatabase;
  /** The next message of a request with this text reaches PostgreSQL. Its answer is discarded and the connection is cut. */
  loseAnswerTo: (text: string) => void;
  /** How many answers were lost. */
  readonly lost: () => number;
  close: () => void;
}

/** A proxy between the server and PostgreSQL that loses answers, like a network that fails after a statement was sent. */
export async function startLosingProxy(database: TestDatabase): Promise<LosingProxy> {
  const target = new URL(database.url);
  let wanted: string | undefined;
  let lost = 0;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let losing = false;
    let isOfRequests: boolean | undefined;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      // The first message contains settings, which may contain any word.
      const isFirst = isOfRequests === undefined;
      isOfRequests ??= OF_REQUESTS.test(data.toString('latin1'));
      if (isOfRequests && !isFirst && wanted !== undefined && data.includes(wanted)) {
        losing = true;
        wanted = undefined;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!losing) {
        client.write(data);
        return;
      }
      lost += 1;
      client.destroy();
      upstream.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    database: { ...database, url: url.href },
    loseAnswerTo: (text) => void (wanted = text),
    lost: () => lost,
    close: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
