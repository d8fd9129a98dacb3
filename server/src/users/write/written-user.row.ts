import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { columnOf, TEXT_FIELDS, type UserTexts } from '../user.fields.js';

/** A user as a write finds them and leaves them: what it may look at or set. Moments are texts. */
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

/** Of a user who is to be made. */
export const NOBODY = { version: 1, activatedAt: null, deactivatedAt: null, deletedAt: null };

/** What a write makes of a user; a new one was nothing before. */
export interface UserChange {
  before?: WrittenUser;
  after: WrittenUser;
  /** Ids; undefined where the roles stay as they are. */
  roles?: { before: string[]; after: string[] } | undefined;
}

/** PostgreSQL's code. */
const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed as another user has the address. */
export function isEmailTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION && constraint === 'users_email_key';
}

/** What a write may set, besides roles. */
const WRITABLE = [...TEXT_FIELDS, 'passwordHash', 'activatedAt', 'deactivatedAt', 'deletedAt'] as const;

const LOCKED = sql.join(
  [...TEXT_FIELDS, 'version', 'activatedAt', 'deactivatedAt', 'deletedAt'].map(
    (field) => sql`${sql.ref(columnOf(field))} as ${sql.id(field)}`,
  ),
);

/** Takes the row for this transaction, so that writers of one user come one after the other. */
export async function lockUserRow(db: QueryExecutorProvider, id: string): Promise<WrittenUser | undefined> {
  const { rows } = await sql<WrittenUser>`select id, ${LOCKED} from users where id = ${id}::uuid
    for update`.execute(db);
  return rows[0];
}

/** Sets columns of a user besides what people write: sign-in, set-up and one's own account. */
export async function setUser(
  db: QueryExecutorProvider,
  id: string,
  values: Partial<Omit<WrittenUser, 'id' | 'version'>> & { lastSignInAt?: string },
): Promise<void> {
  await updateStatement(id, Object.entries(values)).execute(db);
}

/** The statements of a change to a user and their roles, in order. */
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

/** The version grows with roles alone, too. */
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
