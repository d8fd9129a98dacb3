import { anonymousMemory, residentMemory } from '../cpu/cpu-time.js';
import type { Load } from '../load/load.js';
import { CONNECTIONS } from '../measure.js';
import type { Job } from '../system.js';
import { heapAfterCollection } from './inspector.js';
import { type Product, withProduct } from './product.js';

/** In bytes. */
export interface Soak {
  marks: { requests: number; heap: number; anonymous: number; resident: number }[];
  /** The most at any moment. */
  peak: { anonymous: number; resident: number };
}

/** The requests in turn: mostly reads, with a create and a search now and then. */
const MIX: Job[] = ['list', 'deep', 'one', 'totalCount', 'byStatus', 'list', 'deep', 'one'];
const NOW_AND_THEN: Job[] = ['search', 'create'];
const SAMPLED_MS = 100;
const MAX_SECONDS = 3_600;

/** Many requests to one server: its heap after a collection at each of `marks`, and the most memory in between. */
export async function soak(databaseUrl: string, load: Load, marks: number[]): Promise<Soak> {
  return withProduct(databaseUrl, async (product) => {
    const found: Soak['marks'] = [];
    const memory = () => ({
      anonymous: anonymousMemory(product.pid),
      resident: residentMemory(product.pid),
    });
    const peak = memory();
    const sampler = setInterval(() => {
      const { anonymous, resident } = memory();
      peak.anonymous = Math.max(peak.anonymous, anonymous);
      peak.resident = Math.max(peak.resident, resident);
    }, SAMPLED_MS);
    try {
      let done = 0;
      for (const mark of marks) {
        const { requests } = await load.run(order(product, mark - done));
        done += requests;
        const before = memory();
        found.push({ requests: done, heap: await heapAfterCollection(product.inspectorPort), ...before });
      }
      return { marks: found, peak };
    } finally {
      clearInterval(sampler);
    }
  });
}

function order({ running, inputs, request }: Product, most: number) {
  const requests = inputs.flatMap((input, index) => {
    const seldom = NOW_AND_THEN[index % NOW_AND_THEN.length];
    return [...MIX, ...(seldom ? [seldom] : [])].map((job) => request(job, input));
  });
  return {
    ports: [running.port],
    requests,
    connections: CONNECTIONS,
    seconds: MAX_SECONDS,
    most,
    groups: 1,
  };
}
