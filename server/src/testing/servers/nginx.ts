import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';

const SOURCE = new URL('../../../../client/nginx/', import.meta.url);
const FILES = ['nginx.conf.template', 'security-headers.conf', 'start.sh'];

interface ImageOptions {
  /** The built console. */
  console: string;
  /** The built documentation; undefined if it is already below the console. */
  docs?: string;
  /** Of the container. */
  env: Readonly<Record<string, string>>;
  port?: number;
}

/** The folders of the client's image, below a folder of this machine. */
export class ClientImage {
  private constructor(
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async make({ console, docs, env, port = 8080 }: ImageOptions): Promise<ClientImage> {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-nginx-'));
    await chmod(folder, 0o755);
    await mkdir(join(folder, 'tmp'));
    const served = docs === undefined ? console : await togetherIn(join(folder, 'served'), console, docs);
    for (const name of FILES) {
      const text = (await readFile(new URL(name, SOURCE), 'utf8'))
        .replaceAll('/tmp', join(folder, 'tmp'))
        .replaceAll('/etc/rollcall', folder)
        .replaceAll('/srv/console', served)
        .replace('listen 8080;', `listen 127.0.0.1:${port};`)
        // As root it would read its files as another user, who may have no access to this checkout.
        .replace('daemon off;', process.getuid?.() === 0 ? 'daemon off; user root;' : 'daemon off;');
      await writeFile(join(folder, name), text);
    }
    // On Debian it is outside of an ordinary user's PATH.
    return new ClientImage(folder, { PATH: `${process.env['PATH']}:/usr/sbin`, ...env });
  }

  /**
   * The output of start.sh, without nginx: the console's page, the documentation's page for missing paths, and the
   * configuration.
   */
  async prepare(): Promise<{ page: string; missing: string; configuration: string }> {
    const bin = join(this.folder, 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'nginx'), '#!/bin/sh\n', { mode: 0o755 });
    const env = { ...this.env, PATH: `${bin}:${this.env['PATH']}` };
    await promisify(execFile)('sh', [join(this.folder, 'start.sh')], { env });
    return {
      page: await readFile(join(this.folder, 'tmp/console/index.html'), 'utf8'),
      missing: await readFile(join(this.folder, 'tmp/console/docs-404.html'), 'utf8'),
      configuration: await readFile(join(this.folder, 'tmp/nginx.conf'), 'utf8'),
    };
  }

  /**
   * The log file of nginx. nginx opens /dev/stdout by name, which is not possible with the sockets that Node makes for a child.
   */
  get log(): string {
    return join(this.folder, 'log');
  }

  run(): ChildProcess {
    const log = openSync(this.log, 'a');
    try {
      return spawn('sh', [join(this.folder, 'start.sh')], { env: this.env, stdio: ['ignore', log, log] });
    } finally {
      closeSync(log);
    }
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

/** As in the image: the documentation is a folder below the console. */
async function togetherIn(folder: string, console: string, docs: string): Promise<string> {
  await mkdir(folder);
  for (const name of await readdir(console)) await symlink(join(console, name), join(folder, name));
  await symlink(docs, join(folder, 'docs'));
  return folder;
}

export interface Nginx {
  /** http://127.0.0.1:port */
  readonly url: string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The client's nginx as its image starts it. Needs nginx on this machine (Debian: nginx-light). */
export async function startNginx(options: ImageOptions): Promise<Nginx> {
  const port = await freePort();
  const image = await ClientImage.make({ ...options, port });
  const child = image.run();
  const ended = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  const refused = ended.then(async () => {
    throw new Error(`nginx did not start (Debian: nginx-light): ${await readFile(image.log, 'utf8')}`);
  });
  const answers = vi.waitFor(() => fetch(url));
  await Promise.race([answers, refused]);
  refused.catch(() => undefined);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await image.remove();
    },
  };
}
