import { median } from '../../report/median.js';
import { markdownTable } from '../../report/table.js';
import type { FilteredPage } from './filters.js';

/** The aim for a first page of any two filters. */
const AIM_MS = 60;
const SLOWEST = 10;

/** @returns tables in Markdown: all pages together, and the slowest ones */
export function filtersReport(pages: FilteredPage[]): string {
  const slowest = pages.toSorted((a, b) => b.ms - a.ms);
  const all = markdownTable(
    ['of first pages with two filters', 'found'],
    [
      ['pages', pages.length.toLocaleString('en')],
      ['ms, median', median(pages.map(({ ms }) => ms)).toFixed(1)],
      ['ms, slowest', (slowest[0]?.ms ?? 0).toFixed(1)],
      [`above ${AIM_MS} ms`, String(pages.filter(({ ms }) => ms > AIM_MS).length)],
    ],
  );
  const worst = markdownTable(
    ['page', 'users', 'ms'],
    slowest.slice(0, SLOWEST).map(({ name, found, ms }) => [name, found.toLocaleString('en'), ms.toFixed(1)]),
  );
  return `${all}\n\n${worst}`;
}
