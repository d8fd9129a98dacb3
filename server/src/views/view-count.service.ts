import type { QueryExecutorProvider } from 'kysely';
import type { Viewer } from '../access/viewer.js';
import { BadInputError } from '../errors.js';
import { countList } from '../users/list/count/user-count.service.js';
import { readTimeZone } from '../users/validation/time-zone.validation.js';
import { listOf } from './view.query.js';

/**
 * The number of users in the list of a view, in one statement; null if it cannot be determined.
 * @throws BadInputError for an unknown time zone
 */
export async function countView(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  query: string,
  timeZone: string | null | undefined,
) {
  const zone = readTimeZone(timeZone ?? 'UTC');
  if (zone === undefined) throw new BadInputError('error.facets.timeZone');
  const list = listOf(query, zone, new Date());
  return list ? countList(db, viewer, list) : null;
}
