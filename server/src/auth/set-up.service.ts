import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type AuditOrigin, recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import type { Database } from '../database/database.js';
import { uuidV7 } from '../database/uuid-v7.js';
import { openSession } from '../sessions/session.service.js';
import { StartupError } from '../startup/startup-error.js';
import { UserChangeKind } from '../users/news/user-change.type.js';
import type { Refusal } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { lockUserRow, NOBODY, writeUser, type WrittenUser } from '../users/write/written-user.row.js';
import type { UserSelection } from '../users/user.selection.js';
import { checkPassword, readTexts } from '../users/validation/user.validation.js';
import type { Auth } from './auth.js';
import type { SetUpInput } from './auth.inputs.js';
import type { SignInPayload } from './auth.payloads.js';
import { hashOf, newSecret } from '../access/secret-text.js';
import { BUSY, hashNewPassword } from './password/new-password.service.js';
import { enter, refuse } from './sign-in/sign-in.answer.js';
import { signIns } from './sign-in/sign-in.figures.js';

/**
 * "setup" in ASCII, cut to 32 bits. Making the first owner takes this lock, so only one of two simultaneous attempts succeeds.
 */
const SETUP_LOCK = 0x73657475;

/** Whether an owner exists who can sign in. */
export async function hasOwner(db: QueryExecutorProvider): Promise<boolean> {
  const { rows } = await sql`select from users u join user_roles ur on ur.user_id = u.id
    join roles r on r.id = ur.role_id and r.key = 'OWNER'
    where u.status = 'ACTIVE' and u.password_hash is not null limit 1`.execute(db);
  return rows.length > 0;
}

/** Servers that have found an owner. The last owner cannot be removed, so they need not look again. */
const owned = new WeakSet<Auth>();

/** Whether the first owner has yet to be made by the set-up link. Costs one statement until there is an owner, then none. */
export async function needsSetUp({ auth, db }: RequestContext): Promise<boolean> {
  if (owned.has(auth)) return false;
  if (!(await hasOwner(db))) return true;
  owned.add(auth);
  return false;
}

/**
 * A new secret for the set-up link. It is valid once and for an hour; earlier ones keep their own hour. Undefined if there is
 * an owner.
 */
export async function setUpToken(db: QueryExecutorProvider): Promise<string | undefined> {
  if (await hasOwner(db)) return undefined;
  const token = newSecret();
  await sql`delete from setup_links where expires_at < now()`.execute(db);
  await sql`insert into setup_links (hash, expires_at) values (${hashOf(token)}, now() + interval '1 hour')`.execute(
    db,
  );
  return token;
}

/** Makes the first owner, with the secret of the set-up link, and signs them in. */
export async function setUp(
  context: RequestContext,
  input: SetUpInput,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { auth, db, origin } = context;
  const { texts, refusals } = readTexts(
    { email: input.email, displayName: input.displayName },
    context.addresses,
  );
  refusals.push(...checkPassword(input.password, input));
  const { email, displayName } = texts;
  if (refusals.length > 0 || !email || !displayName) return refuse(context, ...refusals);
  // Before hashing: else a stranger could make the server hash at will.
  if (!(await isGood(db, input.token))) return refuse(context, LINK_IS_OLD);
  const passwordHash = await hashNewPassword(context, input.password);
  if (passwordHash === undefined) return refuse(context, BUSY);
  const session = await context.transaction(async (tx) => {
    if (!(await useLink(tx, input.token))) return undefined;
    const owner = await makeOwner(tx, { email, displayName, passwordHash });
    await sql`update users set last_sign_in_at = now() where id = ${owner.id}::uuid`.execute(tx);
    const opened = await openSession(tx, auth.refreshTokens, owner.id, origin);
    await recordOwner(tx, context, owner, opened.id);
    return opened;
  });
  if (!session) return refuse(context, LINK_IS_OLD);
  signIns.add('SET_UP_LINK');
  context.changes.publish(UserChangeKind.CREATED, session.userId);
  return enter(context, session, asked);
}

const LINK_IS_OLD: Refusal = {
  code: UserErrorCode.NOT_FOUND,
  path: ['input', 'token'],
  key: 'userError.notFound.setUpLink',
};

async function isGood(db: QueryExecutorProvider, token: string): Promise<boolean> {
  const { rows } =
    await sql`select from setup_links where hash = ${hashOf(token)} and expires_at > now()`.execute(db);
  return rows.length > 0 && !(await hasOwner(db));
}

async function useLink(db: QueryExecutorProvider, token: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${SETUP_LOCK})`.execute(db);
  if (!(await isGood(db, token))) return false;
  await sql`delete from setup_links`.execute(db);
  return true;
}

interface NewOwner {
  email: string;
  displayName: string;
  passwordHash: string;
}

/** A user with the Owner role: a new one, or the one in the directory with that address. */
async function makeOwner(db: QueryExecutorProvider, owner: NewOwner): Promise<WrittenUser> {
  const { email, displayName, passwordHash } = owner;
  const { rows } = await sql<{ id: string }>`select id from users
    where lower(email) = lower(${email}) and deleted_at is null`.execute(db);
  const before = rows[0] && (await lockUserRow(db, rows[0].id));
  const now = new Date().toISOString();
  const after = {
    ...(before ?? { ...NOBODY, id: uuidV7(), email, displayName }),
    passwordHash,
    activatedAt: before?.activatedAt ?? now,
    deactivatedAt: null,
  };
  await writeUser(db, { ...(before && { before }), after });
  await sql`insert into user_roles (user_id, role_id) select ${after.id}::uuid, id from roles where key = 'OWNER'
    on conflict do nothing`.execute(db);
  return after;
}

/** Audits the new owner, in the transaction that makes them. Without a session, the environment made them. */
function recordOwner(
  db: QueryExecutorProvider,
  context: AuditOrigin,
  { id, email, displayName }: WrittenUser,
  sessionId?: string,
): Promise<void> {
  return recordAudit(db, context, {
    action: AuditAction.OWNER_SET_UP,
    target: { type: AuditTargetType.USER, id },
    changes: {
      email: { before: null, after: email },
      displayName: { before: null, after: displayName },
      password: { before: null, after: null },
    },
    ...(sessionId !== undefined && { actorId: id, sessionId }),
  });
}

/** ADMIN_EMAIL and ADMIN_PASSWORD make the first owner if there is none, and do nothing otherwise. */
export async function makeFirstOwner(
  database: Database,
  pool: QueryExecutorProvider,
  { hashing }: Auth,
  { email, password }: { email: string; password: string },
): Promise<void> {
  if (await hasOwner(pool)) return;
  const [refusal] = checkPassword(password, { email });
  if (refusal) throw new StartupError('env.adminPassword', refusal.params);
  const passwordHash = await hashing.hash(password, 'start');
  await database.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(${SETUP_LOCK})`.execute(tx);
    if (await hasOwner(tx)) return;
    const owner = await makeOwner(tx, { email, displayName: email, passwordHash });
    await recordOwner(tx, { viewer: null, requestId: null, origin: null }, owner);
  });
}
