import type { UserOrderField } from '../../gql/graphql';
import type { MessageKey } from '../../messages/messages';

/** How close the rows of the table stand. */
export const DENSITIES = ['compact', 'medium', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

/** In pixels. Rows are of one height, so their places need no measuring. */
export const ROW = { compact: 36, medium: 44, roomy: 60, card: 76 };
export const HEAD = 40;

/** As wide as the first breakpoint of the columns, in pixels: below it a row is a card. */
export const CARDS_BELOW = 512;

export interface UserColumn {
  id: 'name' | 'department' | 'roles' | 'status' | 'lastSignIn' | 'created' | 'updated';
  label: MessageKey;
  /** What a click on its head orders by; the name's column shows two things, and both can be ordered by. */
  orders: readonly { field: UserOrderField; label: MessageKey }[];
  /** From which width of the table on there is room for it. */
  show: string;
}

/** The order in which cells stand, in the head and in each row. */
export const COLUMNS: readonly UserColumn[] = [
  {
    id: 'name',
    label: 'users.column.name',
    orders: [
      { field: 'DISPLAY_NAME', label: 'users.column.name' },
      { field: 'EMAIL', label: 'users.column.email' },
    ],
    show: 'flex',
  },
  { id: 'department', label: 'users.column.department', orders: [], show: 'hidden @lg:block' },
  { id: 'roles', label: 'users.column.roles', orders: [], show: 'hidden @5xl:block' },
  { id: 'status', label: 'users.column.status', orders: [], show: 'block' },
  {
    id: 'lastSignIn',
    label: 'users.column.lastSignIn',
    orders: [{ field: 'LAST_SIGN_IN_AT', label: 'users.column.lastSignIn' }],
    show: 'hidden @4xl:block',
  },
  {
    id: 'created',
    label: 'users.column.created',
    orders: [{ field: 'CREATED_AT', label: 'users.column.created' }],
    show: 'hidden @6xl:block',
  },
  {
    id: 'updated',
    label: 'users.column.updated',
    orders: [{ field: 'UPDATED_AT', label: 'users.column.updated' }],
    show: 'hidden @min-[96rem]:block',
  },
];

/** The widths of the columns, for the head and for each row. */
export const GRID =
  'grid items-center gap-x-4 px-4 grid-cols-[minmax(0,1fr)_auto] @lg:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_7rem] ' +
  '@4xl:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_7rem_8rem] ' +
  '@5xl:grid-cols-[minmax(0,2fr)_minmax(0,1.3fr)_minmax(0,1fr)_7rem_8rem] ' +
  '@6xl:grid-cols-[minmax(0,2fr)_minmax(0,1.4fr)_minmax(0,1fr)_7rem_8rem_8rem] ' +
  '@min-[96rem]:grid-cols-[minmax(0,2fr)_minmax(0,1.5fr)_minmax(0,1fr)_8rem_9rem_9rem_9rem]';

/** Every order there is, each in the direction that people mean first: for a menu where there are no heads. */
export const ORDER_FIELDS: readonly { field: UserOrderField; label: MessageKey }[] = COLUMNS.flatMap(
  ({ orders }) => orders,
);
