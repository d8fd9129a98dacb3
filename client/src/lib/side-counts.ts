import { shallowReactive } from 'vue';

/** How many there are behind a page of the side bar, by the page's path, as far as an answer has told. */
export const sideCounts = shallowReactive(new Map<string, number>());

export function setSideCount(path: string, count: number): void {
  sideCounts.set(path, count);
}

/** Adds to a count that is known. */
export function moveSideCount(path: string, by: number): void {
  const count = sideCounts.get(path);
  if (count !== undefined) sideCounts.set(path, Math.max(0, count + by));
}
