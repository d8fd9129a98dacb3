import type pg from 'pg';
import { searchCondition } from '../search-condition.js';

export interface Filter {
  search?: string | null;
  status?: string | null;
}

/** The row after which a page begins. */
export interface Place {
  createdAt: string;
  id: string;
}

export const COLUMNS =
  'u.id, u.email, u.display_name as "displayName", u.status, u.created_at as "createdAt"';

export const ONE = { name: 'one', text: `select ${COLUMNS} from users u where u.id = $1::uuid` };

/** One row more than the page shows whether the list goes on. */
export function pageStatement(first: number, filter: Filter, after: Place | undefined): pg.QueryConfig {
  const { name, conditions, values } = conditionsOf(filter);
  if (after) {
    values.push(after.createdAt, after.id);
    conditions.push(`(u.created_at, u.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`);
  }
  return {
    // The limit is in the text: a plan for an unknown limit would be one for a tenth of the table.
    ...(name !== undefined && { name: `${name} ${first}${after ? ' after' : ''}` }),
    text: `select ${COLUMNS} from users u where ${conditions.join(' and ')}
      order by u.created_at desc, u.id desc limit ${first + 1}`,
    values,
  };
}

/** Counts the rows, as usual. Only Rollcall has kept counts. */
export function countStatement(filter: Filter): pg.QueryConfig {
  const { name, conditions, values } = conditionsOf(filter);
  return {
    ...(name !== undefined && { name: `${name} count` }),
    text: `select count(*)::int as count from users u where ${conditions.join(' and ')}`,
    values,
  };
}

/** A search has no name: its best plan depends on the term, which the plan of a named statement does not know. */
function conditionsOf({ search, status }: Filter): { name?: string; conditions: string[]; values: string[] } {
  const conditions = ['u.deleted_at is null'];
  const values: string[] = [];
  if (status) conditions.push(`u.status = $${values.push(status)}::text`);
  const term = search?.trim();
  if (!term) return { name: status ? 'users of a status' : 'users', conditions, values };
  conditions.push(searchCondition('u', term, `search_key($${values.push(term)}::text)`));
  return { conditions, values };
}
