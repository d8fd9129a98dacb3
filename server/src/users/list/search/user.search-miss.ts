import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../../../database/reads.js';
import { UserStatus } from '../../user.enums.js';
import type { UserConnection, UserListArgs } from '../user.connection.js';
import { countUsers } from '../count/user.count.js';
import { userFilter } from '../user.filter.js';
import { listUsers } from '../user.list.js';
import { isPureSearch } from '../user.page.js';
import { NEWEST_FIRST } from '../user.order.js';
import { termWords } from './user.search.js';

const ID_ONLY = { fields: new Set<string>(), positions: new Map() };

/** Each word is looked up. With more words, a spelling mistake is not the likely reason for no match. */
const MAX_WORDS = 4;

/**
 * A similar term for a list without matches: each unknown word is replaced by the most similar known word.
 * @returns null if the list has users, and if no such term finds a user in it.
 */
export async function suggestedTerm(
  db: QueryExecutorProvider,
  { nodes, args }: UserConnection,
): Promise<string | null> {
  const words = termWords(args.search);
  if (nodes.length > 0 || words.length === 0 || words.length > MAX_WORDS) return null;
  if (await holdsSomebody(db, args)) return null;
  const near: string[] = [];
  for (const word of words) {
    const isHad = await holdsSomebody(db, { search: word });
    const replaced = isHad ? word : await nearestWord(db, word);
    if (replaced === null) return null;
    near.push(replaced);
  }
  const search = near.join(' ');
  return (await holdsSomebody(db, { ...args, search })) ? search : null;
}

/**
 * The number of users in the bin that match the search and the filter of a list; null for a list without a search, and for one
 * of the bin.
 * @param ifEmpty null also for a list that has users
 */
export async function countInBin(
  db: QueryExecutorProvider,
  { nodes, args }: UserConnection,
  ifEmpty: boolean,
): Promise<number | null> {
  const { where: given, search } = args;
  if (termWords(search).length === 0 || given?.status?.includes(UserStatus.DELETED)) return null;
  // Without nodes, perhaps none were asked for.
  if (ifEmpty && (nodes.length > 0 || (await holdsSomebody(db, args)))) return null;
  const where = { ...given, status: [UserStatus.DELETED] };
  const filter = userFilter(where, search);
  const lane = isPureSearch(filter, NEWEST_FIRST) ? 'generic' : 'custom';
  return (await countUsers(db, { where, search, filter, lane })).totalCount;
}

async function holdsSomebody(db: QueryExecutorProvider, args: UserListArgs): Promise<boolean> {
  const { nodes } = await listUsers(db, {
    args: { ...args, first: 1 },
    rows: true,
    count: false,
    user: ID_ONLY,
  });
  return nodes.length > 0;
}

async function nearestWord(db: QueryExecutorProvider, word: string): Promise<string | null> {
  const [row] = await read(
    db,
    sql<{ near: string | null }>`select search_near(${word}::text) as near`,
    'custom',
  );
  return row?.near ?? null;
}
