import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../deploy/haproxy/', import.meta.url));

/** HAProxy with the configuration of production. */
export class Balancer {
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.#process = process;
  }

  /** @param servers three addresses, such as http://127.0.0.1:4000 */
  static async start(servers: readonly string[]): Promise<Balancer> {
    const bind = `127.0.0.1:${await freePort()}`;
    const env: Record<string, string> = { PATH: process.env['PATH'] ?? '', ROLLCALL_BIND: bind };
    servers.forEach((server, index) => (env[`ROLLCALL_SERVER_${index + 1}`] = new URL(server).host));
    const file = `${FOLDER}haproxy.cfg`;
    execFileSync('haproxy', ['-c', '-q', '-f', file], { env });
    const hosts = { POSTGRES_1: '127.0.0.1', POSTGRES_2: '127.0.0.1', POSTGRES_3: '127.0.0.1' };
    execFileSync('haproxy', ['-c', '-q', '-f', `${FOLDER}postgres.cfg`], { env: { ...env, ...hosts } });
    const balancer = new Balancer(
      `http://${bind}`,
      spawn('haproxy', ['-db', '-f', file], { env, stdio: 'ignore' }),
    );
    return balancer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  // A server that listens on TCP has an address of this kind.
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
