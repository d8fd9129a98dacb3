import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { freePort } from './nginx.js';

export const MONITORING = fileURLToPath(new URL('../../../monitoring/', import.meta.url));

/** Runs promtool, which Debian's package prometheus has. @throws with its output if it finds a fault */
export async function promtool(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('promtool', args, { cwd: MONITORING });
  return stdout;
}

/** A sample of an instant query: the value is a number as text. */
export interface Sample {
  metric: Record<string, string>;
  value: [time: number, value: string];
}

/** Prometheus with the configuration of Compose, except for its target and its intervals. */
export class Prometheus {
  private constructor(
    private readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  /** @param target the host and port of a server's metrics, which are read each second */
  static async start(target: string): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-prometheus-'));
    await cp(join(MONITORING, 'alerts.yml'), join(folder, 'alerts.yml'));
    const config = (await readFile(join(MONITORING, 'prometheus.yml'), 'utf8'))
      .replace('server:9400', target)
      .replaceAll('15s', '1s');
    await writeFile(join(folder, 'prometheus.yml'), config);
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const ended = once(child, 'close');
    const refused = ended.then(() => {
      throw new Error(`Prometheus ended: ${log}`);
    });
    const url = `http://${address}`;
    const ready = vi.waitFor(async () => {
      const { status } = await fetch(`${url}/-/ready`);
      if (status !== 200) throw new Error(`/-/ready answers ${status}`);
    });
    await Promise.race([ready, refused]);
    refused.catch(() => undefined);
    return new Prometheus(url, async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    });
  }

  /** The data of a path of its HTTP API. @throws if the answer is an error */
  async get<T>(path: string, parameters: Record<string, string> = {}): Promise<T> {
    const query = new URLSearchParams(parameters).toString();
    const answer = (await (await fetch(`${this.url}/api/v1/${path}?${query}`)).json()) as {
      data: T;
      error?: string;
    };
    if (answer.error !== undefined) throw new Error(`${query}: ${answer.error}`);
    return answer.data;
  }

  /** The samples of an expression at this moment. */
  async query(expression: string): Promise<Sample[]> {
    return (await this.get<{ result: Sample[] }>('query', { query: expression })).result;
  }
}
