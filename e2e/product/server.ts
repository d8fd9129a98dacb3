import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/dist/rollcall.js', import.meta.url));

/** The first owner, created with the first start on an empty directory. */
export const OWNER = { email: 'owner@example.org', password: 'correct horse battery staple' };

export interface Server {
  /** http://127.0.0.1:port, and the path below which people reach it. */
  readonly url: string;
  /** Everything that it has written to its output so far. */
  output(): string;
  /** Ends as Ctrl-C does, or at once as a crash does. */
  stop(how?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * Starts the built server like a person: a process, controlled only by its environment and its output.
 * @throws the server's output, if it ends instead of serving
 */
export async function startServer({
  databaseUrl,
  port = 0,
  hasOwner = true,
  smtpUrl,
  basePath,
  env: settings,
}: {
  databaseUrl: string;
  port?: number | undefined;
  /** Whether its environment names the first owner; otherwise it prints a set-up link. */
  hasOwner?: boolean;
  /** The mail server; by default there is none. */
  smtpUrl?: string | undefined;
  /** The path of PUBLIC_URL, which is set only if there is a path. */
  basePath?: string | undefined;
  /** Other settings. */
  env?: Readonly<Record<string, string>> | undefined;
}): Promise<Server> {
  const at = basePath === undefined ? port : port || (await freePort());
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PORT: String(at),
    ...(basePath !== undefined && { PUBLIC_URL: `http://127.0.0.1:${at}${basePath}` }),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    ...(hasOwner && { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password }),
    ...(smtpUrl && { SMTP_URL: smtpUrl }),
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { address, output } = await readAddress(child);
  return {
    output,
    url: address.replace('localhost', '127.0.0.1'),
    stop: async (how = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(how);
      await once(child, 'close');
    },
  };
}

/** PUBLIC_URL has to contain the port before the server listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function readAddress(child: ChildProcess): Promise<{ address: string; output: () => string }> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (text: string) => {
      output += text;
      const address = /Rollcall is at (http\S+)/.exec(output)?.[1];
      if (address) resolve({ address, output: () => output });
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('close', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}
