import { type LocationQueryRaw, parseQuery, stringifyQuery } from 'vue-router';
import type { Permission, ViewRowFragment } from '../gql/graphql';
import type { MessageKey } from '../messages/messages';
import { fromUrl, type ListQuery, toUrl } from '../users/list/list-query';
import { readLayout, type TableLayout } from '../users/list/table/table-layout';
import type { FixedKey } from './side-bar/side-lists';

/** A list of the side bar that everybody has. */
export interface FixedView {
  readonly key: FixedKey;
  readonly label: MessageKey;
  readonly icon: string;
  /** Its address, behind the question mark. */
  readonly query: string;
  /** The page, if it is another one than that of the list. */
  readonly path?: string;
  readonly needs?: Permission;
}

export const FIXED_VIEWS: readonly FixedView[] = [
  { key: 'everyone', label: 'views.everyone', icon: 'i-lucide-users', query: '' },
  {
    key: 'noAccess',
    label: 'users.status.NO_ACCESS',
    icon: 'i-lucide-user-round-x',
    query: 'status=NO_ACCESS',
  },
  {
    key: 'invited',
    label: 'views.invited',
    icon: 'i-lucide-mail',
    query: 'status=INVITED&status=INVITATION_EXPIRED',
  },
  {
    key: 'deactivated',
    label: 'views.deactivated',
    icon: 'i-lucide-circle-pause',
    query: 'status=DEACTIVATED',
  },
  {
    key: 'bin',
    label: 'bin.title',
    icon: 'i-lucide-trash-2',
    query: '',
    path: '/users/bin',
    needs: 'USERS_DELETE',
  },
];

/** The list as a view keeps it: the text of the address, in one spelling, and without the view's own id. */
export function queryText(query: ListQuery): string {
  return stringifyQuery(toUrl({ ...query, view: undefined }));
}

/** The query that a view, or an address, has, in the same spelling. */
export function normalText(text: string): string {
  return queryText(fromUrl(parseQuery(text)));
}

/** The address of a view: all of its list, and its id, by which its name and its columns are found. */
export function addressOf({ id, query }: Pick<ViewRowFragment, 'id' | 'query'>): LocationQueryRaw {
  return toUrl({ ...fromUrl(parseQuery(query)), view: id });
}

/** The layout of a view; undefined: it has none, and each person's own is shown. */
export function layoutOf({ layout }: Pick<ViewRowFragment, 'layout'>): TableLayout | undefined {
  return layout === null || layout === undefined ? undefined : readLayout(layout);
}

/** Whether two layouts are drawn alike. */
export function isSameLayout(one: TableLayout, other: TableLayout): boolean {
  const text = ({ columns, widths, density }: TableLayout) =>
    JSON.stringify([columns, Object.entries(widths).toSorted(), density]);
  return text(one) === text(other);
}
