import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '../database/database.js';
import { readInputs } from '../database/inputs.js';
import { removeCreated } from '../database/created-rows.js';
import { ROOT } from '../paths.js';
import { freePort } from '../process.js';
import { OWNER, rollcalls } from '../systems/rollcall/rollcall.system.js';
import { startProduct } from '../systems/server-process.js';
import type { HttpRequest, Job, JobInput, Running } from '../system.js';

export interface Product {
  running: Running;
  pid: number;
  inspectorPort: number;
  inputs: JobInput[];
  request: (job: Job, input: JobInput) => HttpRequest;
}

/** One built server with default settings, and an inspector that is idle until it is used. */
export async function withProduct<T>(
  databaseUrl: string,
  work: (product: Product) => Promise<T>,
): Promise<T> {
  const [rollcall] = rollcalls;
  if (!rollcall) throw new Error('there is no Rollcall');
  const inputs = await withClient(databaseUrl, async (client) => {
    await removeCreated(client);
    return readInputs(client);
  });
  const [input] = inputs;
  if (!input) throw new Error('there are no inputs');
  const logs = join(ROOT, 'bench/.data/logs');
  mkdirSync(logs, { recursive: true });
  const inspectorPort = await freePort();
  const env = {
    ADMIN_EMAIL: OWNER.email,
    ADMIN_PASSWORD: OWNER.password,
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}`,
  };
  const port = await freePort();
  const running = await startProduct({ databaseUrl, port }, env, join(logs, 'operations.log'));
  try {
    await rollcall.prepare?.(running, input);
    const [pid = 0] = running.pids;
    const request = (job: Job, each: JobInput) => {
      const made = rollcall.request(job, each);
      if (!made) throw new Error(`there is no request for ${job}`);
      return made;
    };
    return await work({ running, pid, inspectorPort, inputs, request });
  } finally {
    await running.stop();
  }
}
