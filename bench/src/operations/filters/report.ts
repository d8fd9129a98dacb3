import { median } from '../../report/median.js';
import { markdownTable } from '../../report/table.js';
import type { Filtered, FoundFilters } from './filters.js';

/** The aim for a first page of any two filters, and for a facet. */
const AIM_MS = 60;
const SLOWEST = 10;

/** @returns tables in Markdown: of pages and of facets, all together and the slowest ones */
export function filtersReport({ pages, facets }: FoundFilters): string {
  return [
    ...tablesOf(pages, 'first pages with two filters', ['page', 'users']),
    ...tablesOf(facets, 'facets with a filter or none', ['facet', 'values']),
  ].join('\n\n');
}

function tablesOf(all: Filtered[], title: string, [name, found]: [string, string]): string[] {
  const slowest = all.toSorted((a, b) => b.ms - a.ms);
  return [
    markdownTable(
      [`of ${title}`, 'found'],
      [
        ['requests', all.length.toLocaleString('en')],
        ['ms, median', median(all.map(({ ms }) => ms)).toFixed(1)],
        ['ms, slowest', (slowest[0]?.ms ?? 0).toFixed(1)],
        [`above ${AIM_MS} ms`, String(all.filter(({ ms }) => ms > AIM_MS).length)],
      ],
    ),
    markdownTable(
      [name, found, 'ms'],
      slowest
        .slice(0, SLOWEST)
        .map((each) => [each.name, each.found.toLocaleString('en'), each.ms.toFixed(1)]),
    ),
  ];
}
