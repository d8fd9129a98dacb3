import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { FrontendMessages } from './frontend-messages.js';

export interface CountingProxy {
  /** The database, reached through the proxy. */
  databaseUrl: string;
  /** Runs `work`. @returns what was sent meanwhile: for each message, the texts of its statements */
  sentBy: (work: () => Promise<unknown>) => Promise<string[][]>;
  close: () => void;
}

/** A proxy between a server and PostgreSQL, which sees all statements from outside. No time is measured through it. */
export async function startCountingProxy(
  databaseUrl: string,
  ofInterest: (applicationName: string) => boolean = () => true,
): Promise<CountingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let messages: string[][] = [];
  const proxy = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const sent = new FrontendMessages((statements) => {
      if (ofInterest(sent.applicationName ?? '')) messages.push(statements);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay();
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      sent.take(data);
      upstream.write(data);
    });
    upstream.on('data', (data) => client.write(data));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    databaseUrl: url.href,
    sentBy: async (work) => {
      messages = [];
      await work();
      return messages;
    },
    close: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
