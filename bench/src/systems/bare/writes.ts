import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Row } from './server.js';
import { LIST } from './sql.js';
import * as SQL from './write-sql.js';

export const WRITES = ['create', 'update', 'deactivate', 'reactivate', 'delete', 'restore'] as const;
export type Write = (typeof WRITES)[number];

/** The user before the write, and the new values. Each write uses the fields that it needs. */
export interface WriteInput {
  id: string;
  version: number;
  title: string;
  email: string;
  displayName: string;
}

interface Locked {
  version: number;
  title: string | null;
  activatedAt: Date | null;
  deactivatedAt: Date | null;
  deletedAt: Date | null;
}

/** A change of one column: what it is set to, and the entry in the audit trail. */
interface Change {
  statement: { name: string; text: string };
  value: unknown;
  action: string;
  changes: object;
  /** Whether the write changes the user's status, of which all servers are notified. */
  isOfAccess: boolean;
  /** Whether the user's sessions end with it. */
  endsSessions: boolean;
}

/**
 * A write as a careful engineer sends it with `pg`: named statements on one client of the pool, in a transaction, each awaited
 * before the next one. They are Rollcall's own, except those about the viewer, as here nobody is signed in. Rollcall sends them
 * in two messages.
 * @returns the user as written, and the new list
 */
export async function write<Moment>(
  pool: pg.Pool,
  name: Write,
  input: WriteInput,
  address: string | null,
): Promise<{ user: Row<Moment>; rows: Row<Moment>[] }> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const id =
      name === 'create' ? await create(client, input, address) : await change(client, name, input, address);
    const written = await client.query<Row<Moment>>({ ...SQL.WRITTEN, values: [id] });
    const { rows } = await client.query<Row<Moment>>(LIST);
    await client.query('commit');
    const [user] = written.rows;
    if (!user) throw new Error('nothing was written');
    return { user, rows };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function create(
  client: pg.PoolClient,
  { email, displayName }: WriteInput,
  address: string | null,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>({ ...SQL.INSERT, values: [email, displayName] });
  const id = rows[0]?.id ?? '';
  const changes = {
    email: { before: null, after: email },
    displayName: { before: null, after: displayName },
    status: { before: null, after: 'INVITED' },
  };
  await record(client, 'USER_CREATED', id, address, changes);
  return id;
}

async function change(
  client: pg.PoolClient,
  name: Exclude<Write, 'create'>,
  input: WriteInput,
  address: string | null,
): Promise<string> {
  const { id } = input;
  const [before] = (await client.query<Locked>({ ...SQL.LOCK, values: [id] })).rows;
  // Rollcall reads these to check the viewer's rights over the user.
  await client.query({ ...SQL.ROLES, values: [id] });
  if (!before) throw new Error(`there is no user ${id}`);
  const { statement, value, action, changes, isOfAccess, endsSessions } = changeOf(name, before, input);
  await client.query({ ...statement, values: [id, value] });
  await record(client, action, id, address, changes);
  const payload = JSON.stringify([id]);
  if (isOfAccess) await client.query({ ...SQL.TELL, values: [payload] });
  if (endsSessions) await client.query({ ...SQL.END_SESSIONS, values: [id, payload] });
  return id;
}

function changeOf(name: Exclude<Write, 'create'>, before: Locked, { version, title }: WriteInput): Change {
  if (name === 'update') {
    if (before.version !== version) throw new Error(`version ${version} is stale: ${before.version}`);
    const changes = { title: { before: before.title, after: title } };
    const rest = { isOfAccess: false, endsSessions: false };
    return { statement: SQL.SET_TITLE, value: title, action: 'USER_UPDATED', changes, ...rest };
  }
  const isDeleting = name === 'delete' || name === 'restore';
  const leaves = name === 'delete' || name === 'deactivate';
  const value = leaves ? new Date() : null;
  const after = { ...before, [isDeleting ? 'deletedAt' : 'deactivatedAt']: value };
  return {
    statement: isDeleting ? SQL.SET_DELETED_AT : SQL.SET_DEACTIVATED_AT,
    value,
    action: ACTIONS[name],
    changes: { status: { before: statusOf(before), after: statusOf(after) } },
    isOfAccess: true,
    endsSessions: leaves,
  };
}

const ACTIONS = {
  deactivate: 'USER_DEACTIVATED',
  reactivate: 'USER_REACTIVATED',
  delete: 'USER_DELETED',
  restore: 'USER_RESTORED',
};

/** As the database computes it. */
function statusOf({ deletedAt, deactivatedAt, activatedAt }: Locked): string {
  if (deletedAt) return 'DELETED';
  if (deactivatedAt) return 'DEACTIVATED';
  return activatedAt ? 'ACTIVE' : 'INVITED';
}

async function record(
  client: pg.PoolClient,
  action: string,
  id: string,
  address: string | null,
  changes: object,
): Promise<void> {
  const values = [action, SQL.ACTOR, null, SQL.TOKEN, id, randomUUID(), address, JSON.stringify(changes)];
  await client.query({ ...SQL.RECORD, values });
}
