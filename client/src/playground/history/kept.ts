import { withoutSecrets } from './secrets';

/** What is in the two editors. */
export interface Draft {
  document: string;
  variables: string;
}

export interface HistoryEntry extends Draft {
  name: string | undefined;
  kind: 'query' | 'mutation' | 'subscription';
  /** When it was last run, as ISO 8601 text. */
  at: string;
}

export interface Kept {
  /** What is open, a draft a tab. */
  tabs: Draft[];
  /** The place of the tab on screen. */
  place: number;
  /** The newest first. */
  history: HistoryEntry[];
}

/** How many operations the history holds at most. */
export const HISTORY_LENGTH = 50;
/** In characters. Browsers give an origin some five million for all that it keeps. */
export const TABS_SIZE = 300_000;
export const HISTORY_SIZE = 300_000;

/** Puts an operation first; one that is there already moves. The oldest go when there are too many or too long ones. */
export function withEntry(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const isSame = (each: HistoryEntry) =>
    each.document === entry.document && each.variables === entry.variables && each.name === entry.name;
  const all = [entry, ...history.filter((each) => !isSame(each))].slice(0, HISTORY_LENGTH);
  return within(HISTORY_SIZE, all);
}

/** Those that fit into so many characters, in their order. */
function within<Kind extends Draft>(size: number, drafts: readonly Kind[]): Kind[] {
  let left = size;
  return drafts.filter(({ document, variables }) => {
    const length = document.length + variables.length;
    if (length > left) return false;
    left -= length;
    return true;
  });
}

/** In the form in which it is kept: bounded, and without what is secret. Tabs that are too long are not kept. */
export function forKeeping({ tabs, place, history }: Kept): Kept {
  const kept = within(TABS_SIZE, tabs);
  const current = kept.findIndex((tab) => tab === tabs[place]);
  return { tabs: kept.map(cleaned), place: Math.max(current, 0), history: history.map(cleaned) };
}

function cleaned<Kind extends Draft>(draft: Kind): Kind {
  return { ...draft, document: withoutSecrets(draft.document), variables: withoutSecrets(draft.variables) };
}

/** What was kept, by this version or another; undefined where it is of no use. */
export function readKept(value: unknown): Kept | undefined {
  const { tabs, place, history } = (value ?? {}) as Partial<Kept>;
  if (!Array.isArray(tabs) || !Array.isArray(history)) return undefined;
  return {
    tabs: tabs.filter(isDraft),
    place: Number.isInteger(place) ? Number(place) : 0,
    history: history.filter(isDraft),
  };
}

function isDraft(value: unknown): value is Draft {
  const { document, variables } = (value ?? {}) as Partial<Draft>;
  return typeof document === 'string' && typeof variables === 'string';
}
