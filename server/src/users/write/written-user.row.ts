import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
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
const WRITABLE = [...TEXT_FIELDS, 'passwordHash', 'activatedAt', 'deactivatedAt', 'deletedAt'] as const;

const LOCKED = sql.join(
  [...TEXT_FIELDS, 'version', 'activatedAt', 'deactivatedAt', 'deletedAt'].map(
    (field) => sql`${sql.ref(columnOf(field))} as ${sql.id(field)}`,
  ),
);

/** Locks the row for this transaction, so that writes of one user are serialized. */
export async function lockUserRow(db: QueryExecutorProvider, id: string): Promise<WrittenUser | undefined> {
  const { rows } = await sql<WrittenUser>`select id, ${LOCKED} from users where id = ${id}::uuid
    for update`.execute(db);
  return rows[0];
}

/** Sets columns of a user in sign-in, set-up and the own account. */
export async function setUser(
  db: QueryExecutorProvider,
  id: string,
  values: Partial<Omit<WrittenUser, 'id' | 'version'>> & { lastSignInAt?: string },
): Promise<void> {
  await updateStatement(id, Object.entries(values)).execute(db);
}

/** Sends the statements of a change, roles included, in order. */
export async function writeUser(db: QueryExecutorProvider, change: UserChange): Promise<void> {
  const { before, after, roles } = change;
  const statements = [before ? updateStatement(after.id, changed(before, after)) : insertStatement(after)];
  const had = new Set(roles?.before);
  const gets = new Set(roles?.after);
  const taken = [...had].filter((id) => !gets.has(id));
  const given = [...gets].filter((id) => !had.has(id));
  if (taken.length > 0) {
    statements.push(sql`delete from user_roles where user_id = ${after.id}::uuid
      and role_id = any(${taken}::uuid[])`);
  }
  if (given.length > 0) {
    statements.push(sql`insert into user_roles (user_id, role_id)
      select ${after.id}::uuid, unnest(${given}::uuid[])`);
  }
  await Promise.all(statements.map((statement) => statement.execute(db)));
}

function insertStatement(user: WrittenUser): RawBuilder<unknown> {
  return sql`insert into users (id, ${sql.join(WRITABLE.map((field) => sql.ref(columnOf(field))))})
    values (${user.id}::uuid, ${sql.join(WRITABLE.map((field) => sql`${user[field] ?? null}`))})`;
}

/** The version also grows if only roles change. */
function updateStatement(id: string, values: [string, unknown][]): RawBuilder<unknown> {
  return sql`update users set ${sql.join([
    ...values.map(([field, value]) => sql`${sql.ref(columnOf(field))} = ${value ?? null}`),
    sql`version = version + 1`,
    sql`updated_at = now()`,
  ])} where id = ${id}::uuid`;
}

function changed(before: WrittenUser, after: WrittenUser): [string, unknown][] {
  const fields = WRITABLE.filter((field) => (before[field] ?? null) !== (after[field] ?? null));
  return fields.map((field) => [field, after[field]]);
}
