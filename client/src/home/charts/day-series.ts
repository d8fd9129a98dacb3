import type { RouteLocationRaw } from 'vue-router';

/** Numbers of the days of a chart. */
export interface DaySeries {
  label: string;
  shape: 'bar' | 'line';
  values: readonly number[];
  /** The list behind the number of a day; left out where there is none. */
  linkOf?: (day: string) => RouteLocationRaw;
}
