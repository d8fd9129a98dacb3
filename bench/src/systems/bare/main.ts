import pg from 'pg';
import { type Row, type Writer, cursorOf, serve } from './server.js';
import { POOL, SETTINGS } from '../pool.js';
import { PAGE_SIZE } from './sql.js';

/** The code of a careful engineer: the driver's objects, with JSON.stringify. */
const writer: Writer<Date> = {
  user: (user) => JSON.stringify({ user: user ?? null }),
  page: (rows, hasPreviousPage, totalCount) =>
    JSON.stringify({
      ...pageOf(rows, hasPreviousPage),
      ...(totalCount !== undefined && { totalCount: Number(totalCount) }),
    }),
  created: (user, rows) => JSON.stringify({ user, ...pageOf(rows, false) }),
};

function pageOf(rows: Row<Date>[], hasPreviousPage: boolean) {
  const users = rows.slice(0, PAGE_SIZE);
  return {
    users,
    pageInfo: {
      hasNextPage: rows.length > PAGE_SIZE,
      hasPreviousPage,
      startCursor: cursorAt(users[0]),
      endCursor: cursorAt(users.at(-1)),
    },
  };
}

function cursorAt(row: Row<Date> | undefined): string | null {
  return row ? cursorOf(row.createdAt.toISOString(), row.id) : null;
}

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], ...POOL, options: SETTINGS });
serve(pool, writer, Number(process.env['PORT']));
