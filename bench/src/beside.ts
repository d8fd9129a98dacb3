import type pg from 'pg';
import { type DatabaseServer, withClient } from './database/database.js';
import { readInputs } from './database/inputs.js';
import { removeCreated } from './database/created-rows.js';
import { databaseName } from './database/sizes.js';
import type { Plan } from './options.js';
import { freePort } from './process.js';
import { rollcallBeside } from './systems/rollcall/rollcall.system.js';
import type { JobInput, Running, System } from './system.js';

/**
 * Rollcall on the database of the smallest size, with turns in the rounds of the largest: so growth is a ratio within a round,
 * like all others. When each size was measured by itself, minutes apart, the ratio was 0.88 and 1.33 for the same code.
 */
export interface Beside {
  /** Its name in the table. */
  name: string;
  users: number;
  system: System;
  running: Running;
  inputs: JobInput[];
  client: pg.Client;
}

/** The size that is measured beside this one; undefined if there is none. */
export function sizeBeside(plan: Plan, { plans, systems }: { plans: Plan[]; systems: string[] }) {
  const smallest = plans[0];
  const isLargest = plan === plans.at(-1) && plan !== smallest;
  return isLargest && systems.includes('rollcall') ? smallest?.users : undefined;
}

/** Runs it during `work`. Its database was prepared when its own size was measured. */
export async function withBeside<T>(
  server: DatabaseServer,
  users: number,
  work: (beside: Beside) => Promise<T>,
): Promise<T> {
  const databaseUrl = server.urlOf(databaseName(users));
  return withClient(databaseUrl, async (client) => {
    // The owner of an earlier run had another password.
    await removeCreated(client);
    const inputs = await readInputs(client);
    const [input] = inputs;
    if (!input) throw new Error('there are no inputs');
    const system = rollcallBeside();
    const running = await system.start({ databaseUrl, port: await freePort() });
    try {
      await system.prepare?.(running, input);
      return await work({ name: 'rollcall', users, system, running, inputs, client });
    } finally {
      await running.stop();
    }
  });
}
