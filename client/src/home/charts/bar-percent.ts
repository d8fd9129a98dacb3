import { scaleLinear } from 'd3-scale';

/** The length of a bar, of the longest one; one of few beside very many can still be seen. */
export function barPercent(count: number, max: number): number {
  const percent = scaleLinear([0, Math.max(1, max)], [0, 100])(count);
  return count > 0 ? Math.max(1, Math.round(percent)) : 0;
}
