import { cpus } from 'node:os';
import type { Memory } from './far-down.ts';
import type { Scrolling } from './scrolling.ts';
import type { Pace } from './statistics.ts';
import type { Pauses, Search } from './searching.ts';

export interface Results {
  readonly users: number;
  readonly browser: string;
  readonly scrolling: readonly Scrolling[];
  readonly search: readonly Search[];
  readonly pauses: Pauses;
  readonly memory: readonly Memory[];
}

/** The results as Markdown. */
export function report({ users, browser, scrolling, search, pauses, memory }: Results): string {
  const processors = cpus();
  return `# The console over ${number(users)} users

Chromium ${browser}, without a screen and a graphics card, on ${processors.length} × ${processors[0]?.model ?? '?'}, beside
the server and the database.

## Scrolling by the wheel

${table(
  [
    'px/s',
    'from row',
    'rows passed',
    'frames/s on screen',
    'over 25 ms',
    'longest, ms',
    'not painted in time',
    'frames/s of the page',
    'over 25 ms',
    'longest, ms',
    'with a blank row',
    'maybe outrun',
    'main thread CPU/frame, ms: median',
    'p99',
    'longest',
    'requests',
  ],
  scrolling.map((each) => [
    number(each.speed),
    number(each.from),
    number(each.rows),
    ...paceCells(each.screen),
    String(each.screen.unpainted),
    ...paceCells(each.page),
    String(each.blank),
    String(each.outrun),
    each.work.median.toFixed(1),
    each.work.p99.toFixed(1),
    each.work.longest.toFixed(1),
    String(each.requests),
  ]),
)}

## Search, from the last key to painted rows

${table(
  ['kind', 'term', 'median, ms', 'worst, ms', 'requests a word'],
  search.map((each) => [
    each.kind,
    each.term,
    each.median.toFixed(0),
    each.worst.toFixed(0),
    String(each.requests),
  ]),
)}

Typing with ${pauses.words} pauses: ${pauses.requests} requests.

## Memory after a collection

${table(
  ['rows passed', 'JavaScript heap, MB', 'DOM nodes alive', 'elements', 'requests so far'],
  memory.map((each) => [
    number(each.rows),
    each.heap.toFixed(1),
    number(each.nodes),
    number(each.elements),
    number(each.requests),
  ]),
)}
`;
}

function paceCells({ perSecond, late, frames, longestMs }: Pace): string[] {
  return [perSecond.toFixed(1), `${late} of ${frames}`, longestMs.toFixed(0)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en');
}
