import type { Load } from '../../load/load.js';
import { askedOf } from './asked.js';
import { type ConsolePace, type Cost, measureEach } from './costs.js';
import { countSent, type Sent } from './counts.js';
import { loadConsoleSources } from './sources.js';

/** Of one operation. */
export type ConsoleFigures = Cost & Sent & { name: string; isQuery: boolean };

export interface ConsoleMeasured {
  figures: ConsoleFigures[];
  /** Why the others are not among them. */
  left: { name: string; reason: string }[];
}

/** What each operation of the console costs, and what it sends to the database. */
export async function measureConsole(
  databaseUrl: string,
  load: Load,
  pace: ConsolePace,
): Promise<ConsoleMeasured> {
  const sources = await loadConsoleSources();
  const left: ConsoleMeasured['left'] = [];
  const asked = sources.operations.flatMap(([name, document]) => {
    const operation = sources.requests[name];
    if (operation === undefined) throw new Error(`console-requests.ts does not say how ${name} is asked`);
    if (typeof operation !== 'string') return [askedOf(name, document, operation)];
    left.push({ name, reason: operation });
    return [];
  });
  const sent = await countSent(databaseUrl, sources, asked);
  const costs = await measureEach(databaseUrl, sources, asked, load, pace);
  const figures = asked.map(({ name, isQuery }) => ({
    name,
    isQuery,
    ...(sent.get(name) as Sent),
    ...(costs.get(name) as Cost),
  }));
  return { figures, left };
}
