import { type QueryExecutorProvider, sql } from 'kysely';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type AuditOrigin, recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { Role } from '../roles/role.entity.js';
import { openSession } from '../sessions/session.service.js';
import { StartupError } from '../startup-error.js';
import { UserChangeKind } from '../users/news/user-change.type.js';
import type { Refusal } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { User } from '../users/user.entity.js';
import type { UserSelection } from '../users/user.selection.js';
import { checkPassword, readTexts } from '../users/user.validation.js';
import type { Auth } from './auth.js';
import type { SetUpInput } from './auth.inputs.js';
import type { SignInPayload } from './auth.payloads.js';
import { hashOf, newSecret } from '../access/secret-text.js';
import { BUSY, hashNewPassword } from './password/new-password.service.js';
import { enter, refuse } from './sign-in/sign-in.answer.js';

/** "setup" in ASCII, cut to 32 bits: taken by who makes the first owner, so that of two at once one is the first. */
const SETUP_LOCK = 0x73657475;

/** Whether somebody can sign in who may do everything. */
export async function hasOwner(db: QueryExecutorProvider): Promise<boolean> {
  const { rows } = await sql`select from users u join user_roles ur on ur.user_id = u.id
    join roles r on r.id = ur.role_id and r.key = 'OWNER'
    where u.status = 'ACTIVE' and u.password_hash is not null limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * A new secret for the set-up link, good once and for an hour; those made before stay good for theirs. Undefined where
 * there is an owner.
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
  const { auth, em, origin } = context;
  const { texts, refusals } = readTexts(
    { email: input.email, displayName: input.displayName },
    context.addresses,
  );
  refusals.push(...checkPassword(input.password, input));
  const { email, displayName } = texts;
  if (refusals.length > 0 || !email || !displayName) return refuse(context, ...refusals);
  // Before the hash, or a stranger could have us hash at will.
  if (!(await isGood(em.getKysely(), input.token))) return refuse(context, LINK_IS_OLD);
  const passwordHash = await hashNewPassword(context, input.password);
  if (passwordHash === undefined) return refuse(context, BUSY);
  const session = await em.transactional(async (tx) => {
    if (!(await useLink(tx, input.token))) return undefined;
    const owner = await makeOwner(tx, { email, displayName, passwordHash });
    const opened = await openSession(tx.getKysely(), auth.refreshTokens, owner.id, origin);
    await recordOwner(tx, context, owner, opened.id);
    return opened;
  });
  if (!session) return refuse(context, LINK_IS_OLD);
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

async function useLink(em: SqlEntityManager, token: string): Promise<boolean> {
  await em.execute('select pg_advisory_xact_lock(?)', [SETUP_LOCK]);
  if (!(await isGood(em.getKysely(), token))) return false;
  await sql`delete from setup_links`.execute(em.getKysely());
  return true;
}

interface NewOwner {
  email: string;
  displayName: string;
  passwordHash: string;
}

/** A user with the Owner role; whoever is in the directory with that address becomes it. */
async function makeOwner(
  em: SqlEntityManager,
  { email, displayName, passwordHash }: NewOwner,
): Promise<User> {
  const { rows } = await sql<{ id: string }>`select id from users
    where lower(email) = lower(${email}) and deleted_at is null`.execute(em.getKysely());
  const known = rows[0] && (await em.findOne(User, rows[0].id, { populate: ['roles'] }));
  const user = known ?? em.create(User, { email, displayName });
  user.passwordHash = passwordHash;
  user.activatedAt ??= new Date();
  user.deactivatedAt = null;
  user.roles.add(await em.findOneOrFail(Role, { key: 'OWNER' }));
  await em.flush();
  return user;
}

/** Writes down that there is an owner now, in the transaction that makes them; without a session, by the environment. */
function recordOwner(
  em: SqlEntityManager,
  context: AuditOrigin,
  { id, email, displayName }: User,
  sessionId?: string,
): Promise<void> {
  return recordAudit(em.getKysely(), context, {
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

/** ADMIN_EMAIL and ADMIN_PASSWORD make the first owner where there is none; nothing where there is one. */
export async function makeFirstOwner(
  em: SqlEntityManager,
  { hashing }: Auth,
  { email, password }: { email: string; password: string },
): Promise<void> {
  if (await hasOwner(em.getKysely())) return;
  const [refusal] = checkPassword(password, { email });
  if (refusal) throw new StartupError('env.adminPassword', refusal.params);
  const passwordHash = await hashing.hash(password, 'start');
  await em.transactional(async (tx) => {
    await tx.execute('select pg_advisory_xact_lock(?)', [SETUP_LOCK]);
    if (await hasOwner(tx.getKysely())) return;
    const owner = await makeOwner(tx, { email, displayName: email, passwordHash });
    await recordOwner(tx, { viewer: null, requestId: null, origin: null }, owner);
  });
}
