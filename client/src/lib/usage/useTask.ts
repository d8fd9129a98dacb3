import { onScopeDispose } from 'vue';
import type { UsageFeature } from '../../gql/graphql';
import { count } from './usage-counts';

/** A task that begins now. It ends once: done, or left before that. */
export function beginTask(feature: UsageFeature) {
  const startedAt = performance.now();
  let isOver = false;
  const end = (outcome: 'DONE' | 'STOPPED') => {
    if (isOver) return;
    isOver = true;
    count(feature, outcome, performance.now() - startedAt);
  };
  return { done: () => end('DONE'), stop: () => end('STOPPED') };
}

/** The task of a form, which begins and ends with the calling component. */
export function useTask(feature: UsageFeature) {
  const task = beginTask(feature);
  onScopeDispose(task.stop);
  return task;
}
