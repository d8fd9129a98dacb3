import { COLUMNS, type ColumnId, DENSITIES, type Density, WIDTH } from './user-columns';

/** How a person wants the table to look. A saved view can hold one. */
export interface TableLayout {
  /** The columns after the name, in their order; undefined: as many of the usual ones as there is room for. */
  readonly columns?: readonly ColumnId[] | undefined;
  /** In pixels; columns that are not here share the width. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  readonly density: Density;
}

export const USUAL_LAYOUT: TableLayout = { widths: {}, density: 'roomy' };

/** Grows when an older console would misread what a newer one wrote. */
const VERSION = 1;

export function writeLayout(layout: TableLayout): string {
  return JSON.stringify({ version: VERSION, ...layout });
}

/** Reads what is kept in a browser or a view. What makes no sense in it is left out; another version may have written it. */
export function readLayout(text: string): TableLayout {
  const stored = parse(text);
  if (stored['version'] !== VERSION) return USUAL_LAYOUT;
  const { columns, widths, density } = stored;
  return {
    ...(Array.isArray(columns) && { columns: readColumns(columns) }),
    widths: readWidths(isRecord(widths) ? widths : {}),
    density: DENSITIES.find((each) => each === density) ?? USUAL_LAYOUT.density,
  };
}

const IDS = COLUMNS.map(({ id }) => id);

function readColumns(stored: readonly unknown[]): ColumnId[] {
  const known = stored.flatMap((one) => IDS.find((id) => id === one) ?? []);
  return [...new Set(known)].filter((id) => id !== 'name');
}

function readWidths(stored: Readonly<Record<string, unknown>>): TableLayout['widths'] {
  const known = IDS.flatMap((id) => {
    const width = stored[id];
    return typeof width === 'number' && Number.isFinite(width) ? [[id, fittingWidth(width)] as const] : [];
  });
  return Object.fromEntries(known);
}

/** A whole number of pixels within the limits of a column. */
export function fittingWidth(pixels: number): number {
  return Math.round(Math.min(WIDTH.max, Math.max(WIDTH.min, pixels)));
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
