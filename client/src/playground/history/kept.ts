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
  draft: Draft | undefined;
  /** The newest first. */
  history: HistoryEntry[];
}

/** How many operations the history holds at most. */
export const HISTORY_LENGTH = 50;
/** In characters. Browsers give an origin some five million for all that it keeps. */
export const DRAFT_SIZE = 100_000;
export const HISTORY_SIZE = 300_000;

/** Puts an operation first; one that is there already moves. The oldest go when there are too many or too long ones. */
export function withEntry(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const isSame = (each: HistoryEntry) =>
    each.document === entry.document && each.variables === entry.variables && each.name === entry.name;
  const all = [entry, ...history.filter((each) => !isSame(each))].slice(0, HISTORY_LENGTH);
  let left = HISTORY_SIZE;
  return all.filter(({ document, variables }) => (left -= document.length + variables.length) >= 0);
}

/** In the form in which it is kept: bounded, and without what is secret. */
export function forKeeping({ draft, history }: Kept): Kept {
  const isShort = draft && draft.document.length + draft.variables.length <= DRAFT_SIZE;
  return {
    draft: isShort ? cleaned(draft) : undefined,
    history: history.map(cleaned),
  };
}

function cleaned<Kind extends Draft>(kind: Kind): Kind {
  return { ...kind, document: withoutSecrets(kind.document), variables: withoutSecrets(kind.variables) };
}

/** What was kept, by this version or another; undefined where it is of no use. */
export function readKept(value: unknown): Kept | undefined {
  const { draft, history } = (value ?? {}) as Partial<Kept>;
  if (!Array.isArray(history)) return undefined;
  return { draft: isDraft(draft) ? draft : undefined, history: history.filter(isDraft) };
}

function isDraft(value: unknown): value is Draft {
  const { document, variables } = (value ?? {}) as Partial<Draft>;
  return typeof document === 'string' && typeof variables === 'string';
}
