import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { writeKept } from '../../database/reads.js';
import { columnOf, TEXT_FIELDS, type UserTexts } from '../user.fields.js';

/** The columns of a user that a write reads or sets. Moments are texts. */
export interface WrittenUser extends UserTexts {
  id: string;
  email: string;
  displayName: string;
  version: number;
  passwordHash?: string | null;
  activatedAt: string | null;
  deactivatedAt: string | null;
  deletedAt: string | null;
  /** Who put the user into the bin. */
  deletedBy?: string | null;
}

/** The initial values of a new user. */
export const NOBODY = { version: 1, activatedAt: null, deactivatedAt: null, deletedAt: null };

/** A change of a user; a new user has no `before`. */
export interface UserChange {
  before?: WrittenUser;
  after: WrittenUser;
  /** Ids; undefined if the roles stay the same. */
  roles?: { before: string[]; after: string[] } | undefined;
}

/** PostgreSQL's code. */
const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed because another user has the address. */
export function isEmailTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION && constraint === 'users_email_key';
}

/** The columns that a write may set. */
const WRITABLE = [
  ...TEXT_FIELDS,
  'passwordHash',
  'activatedAt',
  'deactivatedAt',
  'deletedAt',
  'deletedBy',
] as const;

const LOCKED = sql.join(
  [...TEXT_FIELDS, 'version', 'activatedAt', 'deactivatedAt', 'deletedAt', 'deletedBy'].map(
    (field) => sql`${sql.ref(columnOf(field))} as ${sql.id(field)}`,
  ),
);

/** Locks the row for this transaction, so that writes of one user are serialized. */
export async function lockUserRow(db: QueryExecutorProvider, id: string): Promise<WrittenUser | undefined> {
  const build = () => sql<WrittenUser>`select id, ${LOCKED} from users where id = ${id}::uuid for update`;
  return (await writeKept(db, { lane: 'short', shape: 'locked user', values: [id], build }))[0];
}

/**
 * Locks the rows of several users for this transaction, in the order of ids, so that two such writes do not deadlock. What else
 * decides about them is read by a later statement: one that waits for a lock reads other rows as they were when it began.
 * @param ids an array of uuid
 */
export async function lockUserRows(db: QueryExecutorProvider, ids: RawBuilder<unknown>): Promise<void> {
  await sql`select from users where id = any(${ids}) order by id for update`.execute(db);
}

/** Sets columns of a user in sign-in, set-up and the own account. */
export async function setUser(
  db: QueryExecutorProvider,
  id: string,
  values: Partial<Omit<WrittenUser, 'id' | 'version'>> & { lastSignInAt?: string },
): Promise<void> {
  await update(db, id, Object.entries(values));
}

/** Sends the statements of a change, roles included, in order. */
export async function writeUser(db: QueryExecutorProvider, change: UserChange): Promise<void> {
  const { before, after, roles } = change;
  const writes: Promise<unknown>[] = [
    before ? update(db, after.id, changed(before, after)) : insert(db, after),
  ];
  const had = new Set(roles?.before);
  const gets = new Set(roles?.after);
  const taken = [...had].filter((id) => !gets.has(id));
  const given = [...gets].filter((id) => !had.has(id));
  if (taken.length > 0) {
    const statement = sql`delete from user_roles where user_id = ${after.id}::uuid
      and role_id = any(${taken}::uuid[])`;
    writes.push(statement.execute(db));
  }
  if (given.length > 0) {
    const statement = sql`insert into user_roles (user_id, role_id)
      select ${after.id}::uuid, unnest(${given}::uuid[])`;
    writes.push(statement.execute(db));
  }
  await Promise.all(writes);
}

function insert(db: QueryExecutorProvider, user: WrittenUser): Promise<unknown> {
  const given = WRITABLE.map((field) => user[field] ?? null);
  const build =
    () => sql`insert into users (id, ${sql.join(WRITABLE.map((field) => sql.ref(columnOf(field))))})
    values (${user.id}::uuid, ${sql.join(given)})`;
  return writeKept(db, { lane: 'short', shape: 'new user', values: [user.id, ...given], build });
}

/** The version also grows if only roles change. */
function update(db: QueryExecutorProvider, id: string, values: [string, unknown][]): Promise<unknown> {
  const given = values.map(([, value]) => value ?? null);
  const build = () =>
    sql`update users set ${sql.join([
      ...values.map(([field], index) => sql`${sql.ref(columnOf(field))} = ${given[index]}`),
      sql`version = version + 1`,
      sql`updated_at = now()`,
    ])} where id = ${id}::uuid`;
  const shape = `changed user ${values.map(([field]) => field).join()}`;
  return writeKept(db, { lane: 'short', shape, values: [...given, id], build });
}

function changed(before: WrittenUser, after: WrittenUser): [string, unknown][] {
  const fields = WRITABLE.filter((field) => (before[field] ?? null) !== (after[field] ?? null));
  return fields.map((field) => [field, after[field]]);
}
