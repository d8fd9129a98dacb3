import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { CONSOLE_LIST_AT, consoleList } from './console-list.js';
import { AFTER, BY_STATUS, COUNT, CREATE, LIST, ONE, searchSql } from './sql.js';
import { ACTOR, TOKEN } from './write-sql.js';
import { type Write, write, type WriteInput } from './writes.js';

/** A user as the driver gives it; `Moment` is what the driver makes of a timestamp. */
export interface Row<Moment> {
  id: string;
  email: string;
  displayName: string;
  status: string;
  createdAt: Moment;
}

/** The difference between the two limits: how they convert rows to the text of an answer. */
export interface Writer<Moment> {
  user(row: Row<Moment> | undefined): string;
  /** @param rows one more than the page if the list goes on */
  page(rows: Row<Moment>[], hasPreviousPage: boolean, totalCount?: string): string;
  created(row: Row<Moment>, rows: Row<Moment>[]): string;
}

/** Where the writes are. */
export const WRITES_AT = '/writes/';

/** `node:http` on a pool, and nothing else: no sign-in, no permissions, no log, no limits. */
export function serve<Moment>(pool: pg.Pool, writer: Writer<Moment>, port: number): void {
  const server = createServer((request, response) => {
    answer(pool, writer, request).then(
      (body) => send(response, body === undefined ? 404 : 200, body ?? '{"error":"not found"}'),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        send(response, 500, '{"error":"internal"}');
      },
    );
  });
  server.listen(port, '127.0.0.1', () => process.stdout.write('ready\n'));
  process.once('SIGTERM', () => {
    server.close(() => void pool.end().then(() => process.exit(0)));
    server.closeAllConnections();
  });
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

async function answer<Moment>(
  pool: pg.Pool,
  writer: Writer<Moment>,
  request: IncomingMessage,
): Promise<string | undefined> {
  const url = request.url ?? '';
  if (request.method === 'POST') return answerWrite(pool, writer, request);
  // A copy: `pool.query` puts a callback into the object that it is given, and `client.query` would call it.
  const query = async (config: pg.QueryConfig) => (await pool.query<Row<Moment>>({ ...config })).rows;
  if (url === '/users') return writer.page(await query(LIST), false);
  if (url === CONSOLE_LIST_AT) return consoleList(pool);
  if (url.startsWith('/users/')) {
    const [row] = await query({ ...ONE, values: [url.slice('/users/'.length)] });
    return writer.user(row);
  }
  if (!url.startsWith('/users?')) return undefined;
  const params = new URLSearchParams(url.slice('/users?'.length));
  const after = params.get('after');
  if (after !== null) return writer.page(await query({ ...AFTER, values: readCursor(after) }), true);
  const search = params.get('search');
  if (search !== null) return writer.page(await query(searchSql(search)), false);
  const status = params.get('status');
  if (status !== null) return writer.page(await query({ ...BY_STATUS, values: [status] }), false);
  if (!params.has('count')) return undefined;
  const [rows, count] = await Promise.all([query(LIST), pool.query<{ count: string }>({ ...COUNT })]);
  return writer.page(rows, false, count.rows[0]?.count);
}

/** `/users` is the create of the benchmark of requests, `/writes/NAME` a write as Rollcall's statements have it. */
async function answerWrite<Moment>(
  pool: pg.Pool,
  writer: Writer<Moment>,
  request: IncomingMessage,
): Promise<string | undefined> {
  const { url = '' } = request;
  const input = JSON.parse(await text(request)) as WriteInput;
  const address = request.socket.remoteAddress ?? null;
  if (url === '/users') return create(pool, writer, input, address);
  if (!url.startsWith(WRITES_AT)) return undefined;
  const { user, rows } = await write<Moment>(pool, url.slice(WRITES_AT.length) as Write, input, address);
  return writer.created(user, rows);
}

/** With as few round trips as possible. The list is read after the transaction, on any free connection. */
async function create<Moment>(
  pool: pg.Pool,
  writer: Writer<Moment>,
  { email, displayName }: WriteInput,
  address: string | null,
): Promise<string> {
  const changes = {
    email: { before: null, after: email },
    displayName: { before: null, after: displayName },
    status: { before: null, after: 'INVITED' },
  };
  const values = [email, displayName, ACTOR, TOKEN, randomUUID(), address, JSON.stringify(changes)];
  const [row] = (await pool.query<Row<Moment>>({ ...CREATE, values })).rows;
  if (!row) throw new Error('nothing was created');
  const { rows } = await pool.query<Row<Moment>>({ ...LIST });
  return writer.created(row, rows);
}

function readCursor(cursor: string): [string, string] {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string];
}

/** A place in the list: when the user was added, and the id. */
export function cursorOf(createdAt: string, id: string): string {
  return Buffer.from(`["${createdAt}","${id}"]`).toString('base64url');
}
