import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../../database/embedded/embedded-postgres.js';
import { withChildren } from '../servers/processes.js';

/** A PostgreSQL that a test stops, kills and cuts off. Servers always reach it at the same URL. */
export interface ControlledPostgres {
  /** Of a proxy, whose port stays the same. */
  url: string;
  query: <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>;
  /** A fast shutdown, as by an administrator, and a start. */
  restart: () => Promise<void>;
  /** SIGKILL, and a start, which recovers from the write-ahead log. */
  kill: () => Promise<void>;
  /** Sends a signal to all of its processes. */
  signal: (signal: 'SIGSTOP' | 'SIGCONT') => Promise<void>;
  /** Cuts every connection, like a network fault. */
  cut: () => void;
  /** The user of the operating system that runs it. */
  account: string | undefined;
  stop: () => Promise<void>;
}

export async function startControlledPostgres(): Promise<ControlledPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-faults-'));
  // As root, the database runs as another user, which must be able to enter the folder.
  await chmod(folder, 0o711);
  // No test cuts the power, so fsync may be off. A COMMIT is answered after its WAL has left the process.
  const settings = { fsync: 'off', max_connections: '200' };
  const start = () => startEmbeddedPostgres({ dataDir: folder, log: pino({ level: 'silent' }), settings });
  let postgres = await start();
  const proxy = await startProxy(() => Number(new URL(postgres.url).port));
  const pid = async () =>
    Number.parseInt(await readFile(join(postgres.cluster, 'postmaster.pid'), 'utf8'), 10);
  const again = async (end: () => Promise<unknown>) => {
    await end();
    await postgres.ended;
    postgres = await start();
  };
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  return {
    url: url.href,
    query: (sql, values) => query(postgres.url, sql, values),
    restart: () => again(() => postgres.stop()),
    kill: () => again(async () => process.kill(await pid(), 'SIGKILL')),
    signal: async (signal) => {
      for (const each of await withChildren(await pid())) process.kill(each, signal);
    },
    cut: proxy.cut,
    account: postgres.account,
    stop: async () => {
      proxy.close();
      await postgres.stop();
      // If that user cannot reach the folder for temporary files, the database is elsewhere.
      await rm(dirname(postgres.cluster), { recursive: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function query<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function startProxy(target: () => number) {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target(), '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
      socket.pipe(other);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: () => {
      server.close();
      cut();
    },
  };
}
