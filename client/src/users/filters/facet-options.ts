import type { FacetCounts } from './facet-answers';

export interface FacetOption {
  /** As the address has it. */
  value: string;
  label: string;
  isChosen: boolean;
  count?: number;
  countIsCapped?: boolean;
}

interface Given {
  counts: FacetCounts | undefined;
  /** The values that there are in any case: they are shown before their counts are there. */
  fixed?: readonly string[];
  chosen: readonly string[];
  /** Whether the values are those that match a text. */
  isMatched: boolean;
  nameOf: (value: string) => string;
}

/** Case and accents make no difference, as on the server. */
const collator = new Intl.Collator(undefined, { sensitivity: 'base', usage: 'search' });

/**
 * What a menu offers: the values of the answer, and those chosen that are not among them, first. A department is in the address
 * as people write it; its chosen spelling may be another than the usual one.
 */
export function facetOptions({ counts, fixed = [], chosen, isMatched, nameOf }: Given): FacetOption[] {
  const isDepartment = counts?.facet === 'DEPARTMENT';
  const left = new Set(chosen);
  const listed = (counts?.values ?? []).map(({ value, label, count, countIsCapped }): FacetOption => {
    const own = isDepartment ? (label ?? value) : value;
    const spelled = isDepartment ? chosen.find((one) => collator.compare(one, own) === 0) : undefined;
    const used = spelled ?? own;
    return { value: used, label: label ?? nameOf(own), isChosen: left.delete(used), count, countIsCapped };
  });
  if (!counts)
    for (const value of fixed) listed.push({ value, label: nameOf(value), isChosen: left.delete(value) });
  const others = isMatched ? [] : [...left].map((value) => ({ value, label: nameOf(value), isChosen: true }));
  return [...others, ...listed];
}
