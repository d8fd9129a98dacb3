import type { UserOrderField } from '../../../gql/graphql';
import type { MessageKey } from '../../../messages/messages';

/** The density of the rows. */
export const DENSITIES = ['compact', 'medium', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

/** In pixels. Rows are of one height, so their places need no measuring. */
export const ROW = { compact: 36, medium: 44, roomy: 60, card: 76 };
export const HEAD = 40;

/** The narrowest table, in pixels: below it a row is a card. */
export const CARDS_BELOW = 512;

/** The narrowest and the widest column, in pixels. */
export const WIDTH = { min: 64, max: 800 };

/** Between two columns, and beside the first and the last, in pixels. */
const GAP = 16;

/** For the button of a row's actions, in pixels. */
const ACTIONS = 32;

export type ColumnId =
  | 'name'
  | 'title'
  | 'department'
  | 'phone'
  | 'roles'
  | 'status'
  | 'secondFactor'
  | 'lastSignIn'
  | 'created'
  | 'updated'
  | 'locale'
  | 'timeZone'
  | 'id';

export interface UserColumn {
  readonly id: ColumnId;
  readonly label: MessageKey;
  /** What a click on its head orders by; the name's column shows two things, and both can be ordered by. */
  readonly orders: readonly { field: UserOrderField; label: MessageKey }[];
  /** Its least width in pixels, and its share of what is left; without a share it is no wider. */
  readonly width: number;
  readonly share?: number;
  /** The width of the table, in pixels, from which it is shown where no columns were chosen; left out: it has to be chosen. */
  readonly from?: number;
}

/** Every column that there is, in the order in which they stand where no other was chosen. */
export const COLUMNS: readonly UserColumn[] = [
  {
    id: 'name',
    label: 'users.column.name',
    orders: [
      { field: 'DISPLAY_NAME', label: 'users.column.name' },
      { field: 'EMAIL', label: 'users.column.email' },
    ],
    width: 200,
    share: 2,
    from: 0,
  },
  { id: 'department', label: 'users.column.department', orders: [], width: 120, share: 1.3, from: 512 },
  { id: 'title', label: 'users.field.title', orders: [], width: 120, share: 1 },
  { id: 'phone', label: 'users.field.phone', orders: [], width: 144 },
  { id: 'roles', label: 'users.column.roles', orders: [], width: 112, share: 1, from: 1024 },
  // Its second line says when an invitation expires, which is long in some languages.
  { id: 'status', label: 'users.column.status', orders: [], width: 112, share: 0.85, from: 0 },
  { id: 'secondFactor', label: 'users.column.secondFactor', orders: [], width: 112 },
  {
    id: 'lastSignIn',
    label: 'users.column.lastSignIn',
    orders: [{ field: 'LAST_SIGN_IN_AT', label: 'users.column.lastSignIn' }],
    width: 128,
    from: 896,
  },
  {
    id: 'created',
    label: 'users.column.created',
    orders: [{ field: 'CREATED_AT', label: 'users.column.created' }],
    width: 128,
    from: 1152,
  },
  {
    id: 'updated',
    label: 'users.column.updated',
    orders: [{ field: 'UPDATED_AT', label: 'users.column.updated' }],
    width: 128,
    from: 1536,
  },
  { id: 'locale', label: 'users.field.locale', orders: [], width: 80 },
  { id: 'timeZone', label: 'users.field.timeZone', orders: [], width: 144 },
  { id: 'id', label: 'users.column.id', orders: [], width: 296 },
];

const BY_ID = new Map(COLUMNS.map((column) => [column.id, column]));

/** The columns of these ids, in their order, the name's first: it names the row. */
export function columnsOf(ids: readonly ColumnId[]): UserColumn[] {
  return ['name' as const, ...ids.filter((id) => id !== 'name')].flatMap((id) => BY_ID.get(id) ?? []);
}

/**
 * The columns that a table of some width shows where none were chosen.
 * @param width in pixels; undefined: of any width
 */
export function usualColumns(width?: number): UserColumn[] {
  return COLUMNS.filter(({ from }) => from !== undefined && (width === undefined || width >= from));
}

/** How the columns share the width of the table. */
export interface Tracks {
  /** For `grid-template-columns`. */
  readonly template: string;
  /** Narrower, in pixels, and the table scrolls sideways. */
  readonly least: number;
}

/** @param widths those that a person gave, in pixels */
export function tracksOf(
  columns: readonly UserColumn[],
  widths: Readonly<Partial<Record<ColumnId, number>>>,
): Tracks {
  const tracks = columns.map(({ id, width, share }) => {
    const own = widths[id];
    if (own !== undefined) return { text: `${own}px`, least: own };
    return { text: share === undefined ? `${width}px` : `minmax(${width}px,${share}fr)`, least: width };
  });
  // Where a person gave every width, the rest stays empty before the actions.
  const rest = columns.some(({ id, share }) => share !== undefined && widths[id] === undefined);
  const all = [...tracks.map(({ text }) => text), rest ? `${ACTIONS}px` : `minmax(${ACTIONS}px,1fr)`];
  const least = tracks.reduce((sum, track) => sum + track.least, ACTIONS);
  return { template: all.join(' '), least: least + GAP * (columns.length + 2) };
}

/** On a card there are two, and no room for actions. */
export const CARD: { columns: readonly UserColumn[]; tracks: Tracks } = {
  columns: columnsOf(['name', 'status']),
  tracks: { template: 'minmax(0,1fr) auto', least: 0 },
};

/** The head and each row; the table says how wide the columns are. */
export const GRID = 'grid items-center gap-x-4 px-4 [grid-template-columns:var(--columns)]';

/** Every order there is, each in the direction that people mean first: for a menu where there are no heads. */
export const ORDER_FIELDS: readonly { field: UserOrderField; label: MessageKey }[] = COLUMNS.flatMap(
  ({ orders }) => orders,
);
