import type { UserFacetsQuery } from '../../gql/graphql';

export type FacetCounts = UserFacetsQuery['userFacets'][number];

/** News may have been missed, so counts are asked for again after a while. */
const FRESH_MS = 30_000;
const KEPT = 30;

interface Answer {
  counts: FacetCounts;
  at: number;
  change: number;
}

const answers = new Map<string, Answer>();
const roleNames = new Map<string, string>();
let change = 0;

/** A user was written: counts from before may be wrong. */
export function noteUserChange(): void {
  change += 1;
}

/** An answer to the same question, if nothing was written since and it is fresh. */
export function knownCounts(question: string): FacetCounts | undefined {
  const known = answers.get(question);
  return known && known.change === change && Date.now() - known.at < FRESH_MS ? known.counts : undefined;
}

/** @returns what remembers the answer: writes from now on make it stale, also before it is there */
export function askCounts(question: string): (counts: FacetCounts) => void {
  const asked = { at: Date.now(), change };
  return (counts) => {
    answers.delete(question);
    answers.set(question, { counts, ...asked });
    const [oldest] = answers.keys();
    if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
    if (counts.facet === 'ROLE') {
      for (const { value, label } of counts.values) if (label) roleNames.set(value, label);
    }
  };
}

/** The name of a role that a menu has shown. */
export const knownRoleName = (id: string): string | undefined => roleNames.get(id);

/** Another person may see other things. */
export function forgetCounts(): void {
  answers.clear();
  roleNames.clear();
}
