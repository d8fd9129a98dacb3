import pg from 'pg';
import { type Row, type Writer, cursorOf, serve } from '../bare/server.js';
import { PAGE_SIZE } from '../bare/sql.js';
import { POOL, SETTINGS } from '../pool.js';

/** The same as `bare`, with an answer written by hand, and moments kept as PostgreSQL's text. */
const writer: Writer<string> = {
  user: (row) => `{"user":${row ? userText(row) : 'null'}}`,
  page: (rows, hasPreviousPage, totalCount) =>
    `{${pageText(rows, hasPreviousPage)}${totalCount === undefined ? '' : `,"totalCount":${totalCount}`}}`,
  created: (row, rows) => `{"user":${userText(row)},${pageText(rows, false)}}`,
};

function pageText(rows: Row<string>[], hasPreviousPage: boolean): string {
  const length = Math.min(rows.length, PAGE_SIZE);
  let users = '';
  for (let index = 0; index < length; index += 1) {
    const row = rows[index];
    if (row) users += (index === 0 ? '' : ',') + userText(row);
  }
  return `"users":[${users}],"pageInfo":{"hasNextPage":${rows.length > PAGE_SIZE},"hasPreviousPage":${hasPreviousPage},"startCursor":${cursorText(rows[0])},"endCursor":${cursorText(rows[length - 1])}}`;
}

/** Id, status and moment hold nothing that JSON would escape. */
function userText({ id, email, displayName, status, createdAt }: Row<string>): string {
  return `{"id":"${id}","email":${JSON.stringify(email)},"displayName":${JSON.stringify(displayName)},"status":"${status}","createdAt":"${isoText(createdAt)}"}`;
}

function cursorText(row: Row<string> | undefined): string {
  return row ? `"${cursorOf(isoText(row.createdAt), row.id)}"` : 'null';
}

/** From `2026-10-30 23:59:11.12+00`: PostgreSQL leaves out zeros at the end. */
function isoText(text: string): string {
  const fraction = text.slice(20, -3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
}

const asText = (value: string): string => value;
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  ...POOL,
  options: `-c timezone=UTC ${SETTINGS}`,
  types: {
    getTypeParser: (oid, format) =>
      oid === pg.types.builtins.TIMESTAMPTZ && format !== 'binary'
        ? asText
        : (pg.types.getTypeParser(oid, format) as unknown),
  },
});
serve(pool, writer, Number(process.env['PORT']));
