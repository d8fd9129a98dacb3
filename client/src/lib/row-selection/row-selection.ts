/*
 * Which rows of a list are selected, by their ids, so that a selection outlives scrolling, sorting and the rows themselves. Pure:
 * nothing here knows Vue or the rows.
 */
export interface RowSelection {
  /** Empty where all are selected. */
  readonly ids: ReadonlySet<string>;
  /** Whether every row that the list's filter matches is selected, loaded or not. */
  readonly isAll: boolean;
  /** Where a range begins, and what was selected before it. */
  readonly range?: { readonly anchor: string; readonly base: ReadonlySet<string> };
}

/** What a person did to the boxes of the rows. */
export type RowPick =
  | { readonly kind: 'toggle'; readonly id: string }
  /** All from the anchor to this row; without an anchor the range begins at `from`. */
  | { readonly kind: 'range'; readonly id: string; readonly from?: string | undefined }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' };

export const NO_SELECTION: RowSelection = { ids: new Set(), isAll: false };

/** @param loaded the ids of the loaded rows, in the order of the list */
export function select(selection: RowSelection, pick: RowPick, loaded: readonly string[]): RowSelection {
  switch (pick.kind) {
    case 'toggle':
      return toggle(selection, pick.id, loaded);
    case 'range':
      return extend(selection, pick, loaded);
    case 'loaded':
      return { ids: new Set([...selection.ids, ...loaded]), isAll: false };
    case 'all':
      return { ids: NO_SELECTION.ids, isAll: true };
    case 'none':
      return NO_SELECTION;
  }
}

export function isSelected({ ids, isAll }: RowSelection, id: string): boolean {
  return isAll || ids.has(id);
}

export function isEmpty({ ids, isAll }: RowSelection): boolean {
  return !isAll && ids.size === 0;
}

/** Whether a range to this row would reach over rows that are not loaded, so that only the row itself is selected. */
export function isCut({ range }: RowSelection, pick: RowPick, loaded: readonly string[]): boolean {
  if (pick.kind !== 'range') return false;
  const anchor = range?.anchor ?? pick.from;
  return anchor !== undefined && !(loaded.includes(anchor) && loaded.includes(pick.id));
}

/** Where all were selected, one row less leaves the loaded ones: a filter has no exceptions. */
function toggle({ ids, isAll }: RowSelection, id: string, loaded: readonly string[]): RowSelection {
  const next = new Set(isAll ? loaded : ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, isAll: false, range: { anchor: id, base: next } };
}

/** A range that gets shorter removes only the rows that it added itself. */
function extend(
  selection: RowSelection,
  pick: Extract<RowPick, { kind: 'range' }>,
  loaded: readonly string[],
): RowSelection {
  if (selection.isAll) return selection;
  const { anchor, base } = selection.range ?? { anchor: pick.from ?? pick.id, base: selection.ids };
  if (isCut(selection, pick, loaded)) {
    const ids = new Set([...selection.ids, pick.id]);
    return { ids, isAll: false, range: { anchor: pick.id, base: ids } };
  }
  const [first, last] = [loaded.indexOf(anchor), loaded.indexOf(pick.id)].sort((a, b) => a - b);
  const between = loaded.slice(first, (last ?? 0) + 1);
  return { ids: new Set([...base, ...between]), isAll: false, range: { anchor, base } };
}
