import { describe, expect, test } from 'vitest';
import type { FacetCounts } from './facet-answers';
import { facetOptions } from './facet-options';

function counts(
  facet: FacetCounts['facet'],
  ...values: [value: string, label: string | null][]
): FacetCounts {
  return {
    facet,
    hasMore: false,
    values: values.map(([value, label], index) => ({
      value,
      label,
      count: index,
      countIsCapped: false,
    })),
  };
}

const options = (own: Partial<Parameters<typeof facetOptions>[0]>) =>
  facetOptions({
    counts: undefined,
    chosen: [],
    isMatched: false,
    nameOf: (value) => `(${value})`,
    ...own,
  }).map(({ value, label, isChosen }) => `${isChosen ? '+' : '-'}${value} ${label}`);

describe('the values of a menu', () => {
  test('are what is chosen until the answer is there', () => {
    expect(options({ chosen: ['ACTIVE'] })).toEqual(['+ACTIVE (ACTIVE)']);
  });

  test('are those that there always are until the answer is there', () => {
    expect(options({ fixed: ['ACTIVE', 'INVITED'], chosen: ['INVITED'] })).toEqual([
      '-ACTIVE (ACTIVE)',
      '+INVITED (INVITED)',
    ]);
    expect(options({ fixed: ['ACTIVE', 'INVITED'], counts: counts('STATE', ['INVITED', null]) })).toEqual([
      '-INVITED (INVITED)',
    ]);
  });

  test('are those of the answer, after those chosen that it does not have', () => {
    const answer = counts('STATE', ['ACTIVE', null], ['INVITED', null]);
    expect(options({ counts: answer, chosen: ['INVITED', 'DELETED'] })).toEqual([
      '+DELETED (DELETED)',
      '-ACTIVE (ACTIVE)',
      '+INVITED (INVITED)',
    ]);
  });

  test('are only those that match a text', () => {
    expect(options({ counts: counts('ROLE', ['1', 'Editor']), chosen: ['2'], isMatched: true })).toEqual([
      '-1 Editor',
    ]);
  });

  test('of departments are chosen whatever their spelling, and stay as the address has them', () => {
    const answer = counts('DEPARTMENT', ['sales', 'Sales'], ['legal', 'Légal'], ['hr', 'HR']);
    expect(options({ counts: answer, chosen: ['SALES', 'legal'] })).toEqual([
      '+SALES Sales',
      '+legal Légal',
      '-HR HR',
    ]);
  });
});
