import type { MeasuredJob, Row } from '../result.js';
import { BASE } from '../systems/systems.js';
import { middle, pairedRatio, perSecond, type Ratio, type Rows, serverCpu } from './figures.js';
import { markdownTable } from './table.js';

const NOTHING = '–';

const HEAD = [
  'system',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU of server µs',
  'CPU of database µs',
  'memory MB',
  `server CPU × ${BASE}`,
  `requests/s × ${BASE}`,
];

/** All systems at one job and size. */
export function jobTable(rows: Rows, users: number, job: MeasuredJob): string {
  const base = rows.find(users, job, BASE);
  return markdownTable(
    HEAD,
    rows.of(users, job).map((row) => cells(row, base)),
  );
}

function cells(row: Row, base: Row | undefined): string[] {
  const memory = middle(row, (sample) => sample.memory);
  return [
    row.system,
    figure(middle(row, perSecond), 0),
    figure(
      middle(row, ({ p50 }) => p50),
      1,
    ),
    figure(
      middle(row, ({ p99 }) => p99),
      1,
    ),
    figure(middle(row, serverCpu), 0),
    figure(
      middle(row, ({ databaseCpu }) => databaseCpu),
      0,
    ),
    figure(memory === null ? null : memory / 2 ** 20, 0),
    ratio(pairedRatio(row, base, serverCpu)),
    ratio(pairedRatio(row, base, perSecond)),
  ];
}

export function figure(value: number | null, digits: number): string {
  if (value === null) return NOTHING;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median, and the least and the most of the rounds. */
export function ratio(value: Ratio | null): string {
  if (value === null) return NOTHING;
  const { median, least, most } = value;
  return `${figure(median, 2)} (${figure(least, 2)}–${figure(most, 2)})`;
}
