import { shallowReactive } from 'vue';
import type { BulkJobPartsFragment as BulkJob } from '../gql/graphql';

/** The newest known state of each job, by its id: an answer may be older than the news. */
const states = shallowReactive(new Map<string, BulkJob>());

export function jobOf(id: string): BulkJob | undefined {
  return states.get(id);
}

export function rememberJob(job: BulkJob): void {
  const known = states.get(job.id);
  const isOlder = known && (known.position > job.position || (known.finishedAt && !job.finishedAt));
  if (!isOlder) states.set(job.id, job);
}

export function isRunning({ state }: Pick<BulkJob, 'state'>): boolean {
  return state === 'PENDING' || state === 'RUNNING';
}
