import type pg from 'pg';
import type { BenchUser } from '../../system.js';
import { CREATE } from '../bare/sql.js';
import { searchStatement } from '../search-statement.js';
import { COLUMNS, countStatement, type Filter, ONE, pageStatement, type Place } from './statements.js';

export interface ListArgs extends Filter {
  first: number;
  after?: string | null;
}

/** A list before its count is read. */
export interface Connection {
  edges: { node: BenchUser }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  filter: Filter;
}

export interface AuditOrigin {
  actorId: string;
  tokenId: string;
  requestId: string;
  address: string | null;
}

type Row = Omit<BenchUser, 'createdAt'> & { createdAt: Date };

/** As many as one page may hold; it also bounds the number of prepared statements. */
const LARGEST_PAGE = 100;

export async function readUser(pool: pg.Pool, id: string): Promise<BenchUser | null> {
  const { rows } = await pool.query<Row>({ ...ONE, values: [id] });
  return rows[0] ? userOf(rows[0]) : null;
}

export type ReadUsers = (pool: pg.Pool, args: ListArgs) => Promise<Connection>;

export const listUsers: ReadUsers = (pool, args) => readPage(pool, args, pageStatement);

/** Searches like Rollcall, instead of leaving the plan to PostgreSQL. */
export const listUsersTuned: ReadUsers = (pool, args) =>
  readPage(pool, args, (first, filter, place) => {
    const term = filter.search?.trim();
    const isSearch = term && !filter.status && !place;
    return isSearch ? searchStatement(COLUMNS, term, first) : pageStatement(first, filter, place);
  });

async function readPage(
  pool: pg.Pool,
  { first, after, ...filter }: ListArgs,
  statement: typeof pageStatement,
): Promise<Connection> {
  const size = Math.min(Math.max(first, 0), LARGEST_PAGE);
  const place = after ? readCursor(after) : undefined;
  const { rows } = await pool.query<Row>(statement(size, filter, place));
  const edges = rows.slice(0, size).map((row) => ({ node: userOf(row) }));
  const [start, end] = [edges[0], edges.at(-1)];
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: place !== undefined,
      startCursor: start ? cursorOf(start.node) : null,
      endCursor: end ? cursorOf(end.node) : null,
    },
    filter,
  };
}

export async function countUsers(pool: pg.Pool, filter: Filter): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(countStatement(filter));
  return rows[0]?.count ?? 0;
}

export async function createUser(
  pool: pg.Pool,
  { email, displayName }: { email: string; displayName: string },
  { actorId, tokenId, requestId, address }: AuditOrigin,
): Promise<BenchUser> {
  const changes = {
    email: { before: null, after: email },
    displayName: { before: null, after: displayName },
    status: { before: null, after: 'INVITED' },
  };
  const values = [email, displayName, actorId, tokenId, requestId, address, JSON.stringify(changes)];
  const { rows } = await pool.query<Row>({ ...CREATE, values });
  if (!rows[0]) throw new Error('nothing was created');
  return userOf(rows[0]);
}

export function cursorOf({ createdAt, id }: Place): string {
  return Buffer.from(`["${createdAt}","${id}"]`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const [createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string];
  return { createdAt, id };
}

function userOf(row: Row): BenchUser {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
