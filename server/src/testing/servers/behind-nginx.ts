import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { freePort, type Nginx, startNginx } from './nginx.js';
import { ServerProcess } from './server-process.js';
import type { TestDatabase } from '../test-database.js';

/** The set-up of the large suite builds it if it is not fresh. */
export const CONSOLE = fileURLToPath(new URL('../../../../client/dist', import.meta.url));
export const DOCS = fileURLToPath(new URL('../../../../docs/dist', import.meta.url));
export const OWNER = { ADMIN_EMAIL: 'owner@example.org', ADMIN_PASSWORD: 'sour-plum-teapot-91' };

export interface Both {
  /** The URL of the server itself. */
  server: string;
  nginx: string;
  stop: () => Promise<void>;
}

/** The server, and the client's nginx in front of it, with the same settings, as Compose starts them. */
export async function startBoth(
  database: TestDatabase,
  env: Readonly<Record<string, string>>,
): Promise<Both> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-both-'));
  const port = await freePort();
  const server = new ServerProcess({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    ...OWNER,
    ...env,
  });
  let nginx: Nginx;
  try {
    await server.address();
    const address = `127.0.0.1:${port}`;
    nginx = await startNginx({ console: CONSOLE, docs: DOCS, env: { SERVER_ADDRESS: address, ...env } });
  } catch (error) {
    await server.end('SIGTERM');
    throw error;
  }
  return {
    server: `http://127.0.0.1:${port}`,
    nginx: nginx.url,
    stop: async () => {
      await nginx.stop();
      await server.end('SIGTERM');
      await rm(dataDir, { recursive: true });
    },
  };
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The source address of the request: all of 127.0.0.0/8 is this machine. */
  localAddress?: string;
}

export async function ask(
  url: string,
  { body, ...options }: Ask = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  const sent = request(url, options);
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
