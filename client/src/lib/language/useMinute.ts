import { createSharedComposable, useIntervalFn, useNow } from '@vueuse/core';

const MINUTE_MS = 60_000;

/** The present moment, new each minute: one interval for all that is on screen, and none where nothing asks. */
export const useMinute = createSharedComposable(() =>
  useNow({ scheduler: (update) => useIntervalFn(update, MINUTE_MS) }),
);
