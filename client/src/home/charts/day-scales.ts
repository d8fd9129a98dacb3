import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

export interface Size {
  width: number;
  height: number;
}

/** Room for the numbers beside the chart and for the days below it. */
export const AXIS = { width: 44, height: 22, top: 8 };

/** A day takes so many pixels on the axis, with the gap to the next one. */
const LABEL_PX = 76;

/**
 * Where days and numbers are in a chart.
 * @param isMirrored whether time runs from right to left
 */
export function dayScales(days: readonly string[], max: number, size: Size, isMirrored: boolean) {
  const { width, height } = size;
  const x = scaleBand<string>()
    .domain(days)
    .range(isMirrored ? [width - AXIS.width, 0] : [AXIS.width, width])
    .paddingInner(0.25);
  const y = scaleLinear()
    .domain([0, Math.max(1, max)])
    .nice(3)
    .range([height - AXIS.height, AXIS.top]);
  return {
    bar: (day: string) => ({ x: x(day) ?? 0, width: x.bandwidth() }),
    middle: (day: string) => (x(day) ?? 0) + x.bandwidth() / 2,
    y: (value: number) => y(value),
    /** Whole numbers only, as these are counts. */
    ticks: y.ticks(3).filter(Number.isInteger),
    labels: labelledDays(days, width - AXIS.width),
  };
}

/** The last day, and every so many before it, as far as their texts have room. */
export function labelledDays(days: readonly string[], width: number): string[] {
  const every = Math.max(1, Math.ceil(days.length / Math.max(1, Math.floor(width / LABEL_PX))));
  return days.filter((_, index) => (days.length - 1 - index) % every === 0);
}

/** A line through the days that have a value; null if fewer than three have one, which say nothing. */
export function dayLine(
  values: readonly (number | null | undefined)[],
  size: Size,
  isMirrored: boolean,
): string | null {
  const known = values.filter((value) => value != null);
  if (known.length < 3) return null;
  const x = scaleLinear()
    .domain([0, values.length - 1])
    .range(isMirrored ? [size.width - 2, 2] : [2, size.width - 2]);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  // A number that does not change is a line in the middle.
  const y = scaleLinear()
    .domain(low === high ? [low - 1, high + 1] : [low, high])
    .range([size.height - 2, 2]);
  return line<number | null | undefined>()
    .defined((value) => value != null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0))(values);
}

/** A line through points of a chart. */
export const pathThrough = line<{ x: number; y: number }>()
  .x(({ x }) => x)
  .y(({ y }) => y);
