import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../../access/viewer.js';
import { mailNotice } from '../../auth/account-notice.service.js';
import { BUSY, hashNewPassword, isPasswordOf } from '../../auth/password/new-password.service.js';
import type { RequestContext } from '../../context.js';
import type { Claim } from '../../idempotency/idempotency-key.rule.js';
import { keyReused } from '../../idempotency/idempotency.service.js';
import {
  handOver,
  issueInvitation,
  type IssuedInvitation,
} from '../../invitations/invitation-link.service.js';
import { isUuid } from '../../pagination/cursor.js';
import { Role } from '../../roles/role.entity.js';
import { revokeSessionsOf } from '../../sessions/session.service.js';
import { refuse, unknownRole, write } from './user-write.service.js';
import { UserChangeKind } from '../news/user-change.type.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import type { UserWriteAnswer } from './user.answer.js';
import { rememberRoles, rememberUser } from './user.changes.js';
import { User } from '../user.entity.js';
import type { CreateUserInput, UpdateUserInput } from './user.inputs.js';
import {
  checkNotSelf,
  checkOwnAddress,
  checkOwnerLeft,
  checkReach,
  checkRoleChange,
  lockOwners,
} from './user.guard-rails.js';
import type { WriteSelection } from '../user.selection.js';
import { checkPassword, readTexts } from '../user.validation.js';

/** What createUser answers with besides what every write does. */
export type UserCreateAnswer = UserWriteAnswer & { invitationLink: string | null };

/**
 * Adds a user: INVITED, with an invitation where one is asked for, or ACTIVE where a password is given. Refuses a
 * taken address and unknown roles. Sent again with the same key, it answers with the user that was made, and invites
 * nobody again.
 */
export async function createUser(
  context: RequestContext,
  input: CreateUserInput,
  asked: WriteSelection,
  claim?: Claim,
): Promise<UserCreateAnswer> {
  const { texts, refusals } = readTexts(input, context.addresses);
  if (input.invite && input.password != null) refusals.push(NOTHING_TO_INVITE_TO);
  refusals.push(...checkPassword(input.password, input), ...checkRoleIds(input.roleIds));
  const { email, displayName, ...others } = texts;
  if (refusals.length > 0 || !email || !displayName) {
    return { ...(await refuse(context, refusals, asked)), invitationLink: null };
  }

  const passwordHash = input.password ? await hashNewPassword(context, input.password) : null;
  if (passwordHash === undefined) {
    return { ...(await refuse(context, [BUSY], asked)), invitationLink: null };
  }
  const credentials = passwordHash ? { passwordHash, activatedAt: new Date() } : {};
  let issued: IssuedInvitation | undefined;
  const create = async (em: SqlEntityManager, viewer: Viewer) => {
    await checkRoleChange(em, viewer, [], input.roleIds ?? []);
    const user = em.create(User, { email, displayName, ...others, ...credentials });
    setRoles(em, user, input.roleIds ?? []);
    return user;
  };
  const answer = await write(context, UserChangeKind.CREATED, asked, create, {
    // Hashing waits its turn, and the viewer may have been deactivated meanwhile.
    hasWaited: passwordHash !== null,
    claim,
    follow: async (em, user) => {
      if (input.invite) issued = await issueInvitation(em.getKysely(), context, user);
    },
  });
  // A key's fingerprint does not hold the password, so that of the user is what a repeated one is compared with.
  if (
    answer.isRepeated &&
    input.password &&
    !(await isPasswordOf(context, answer.id ?? '', input.password))
  ) {
    throw keyReused();
  }
  return { ...answer, invitationLink: issued ? handOver(context, issued) : null };
}

const NOTHING_TO_INVITE_TO: Refusal = {
  code: UserErrorCode.INVALID,
  path: ['input', 'invite'],
  key: 'userError.invite.password',
};

/** Changes what is given, where the version is the user's present one. */
export async function updateUser(context: RequestContext, input: UpdateUserInput, asked: WriteSelection) {
  const { texts, refusals } = readTexts(input, context.addresses);
  refusals.push(...checkRoleIds(input.roleIds));
  if (refusals.length > 0) return refuse(context, refusals, asked);

  let addressBefore: string | undefined;
  const answer = await write(context, UserChangeKind.UPDATED, asked, async (em, viewer) => {
    const user = await lockUser(em, input.id, ['input', 'id']);
    if (user.deletedAt) throw notFound(['input', 'id']);
    checkOwnAddress(viewer, user, texts.email);
    const roles = await checkReach(em, viewer, user.id, ['input', 'id']);
    if (user.version !== input.version) {
      throw new RefusedError([
        { code: UserErrorCode.STALE_VERSION, path: ['input', 'version'], key: 'userError.staleVersion' },
      ]);
    }
    // An invitation that went to a wrong address is no news there.
    if (user.activatedAt && texts.email !== undefined && texts.email !== user.email)
      addressBefore = user.email;
    em.assign(user, texts);
    if (!input.roleIds) return user;
    await checkRoleChange(em, viewer, roles, input.roleIds);
    await keepAnOwner(em, user, roles, ['input', 'roleIds'], () =>
      replaceRoles(em, user, input.roleIds ?? []),
    );
    return user;
  });
  if (answer.id && addressBefore !== undefined) mailNotice(context, answer.id, 'emailChanged', addressBefore);
  return answer;
}

/** Keeps the user from signing in. Idempotent. */
export function deactivateUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(
    context,
    UserChangeKind.UPDATED,
    asked,
    async (em, viewer) => {
      const user = await lockUser(em, id, ['id']);
      if (user.deletedAt) throw notFound(['id']);
      checkNotSelf(viewer, user.id, ['id']);
      const roles = await checkReach(em, viewer, user.id, ['id']);
      await keepAnOwner(em, user, roles, ['id'], () => void (user.deactivatedAt ??= new Date()));
      return user;
    },
    { follow: endSessions },
  );
}

/** Whoever is let in again later has to sign in anew. */
async function endSessions(em: SqlEntityManager, { id }: User): Promise<void> {
  await revokeSessionsOf(em.getKysely(), id);
}

/** Undoes deactivateUser. Idempotent. */
export function reactivateUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(context, UserChangeKind.UPDATED, asked, async (em, viewer) => {
    const user = await lockUser(em, id, ['id']);
    if (user.deletedAt) throw notFound(['id']);
    await checkReach(em, viewer, user.id, ['id']);
    user.deactivatedAt = null;
    return user;
  });
}

/** Puts the user into the bin. Idempotent. */
export function deleteUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(
    context,
    UserChangeKind.DELETED,
    asked,
    async (em, viewer) => {
      const user = await lockUser(em, id, ['id']);
      checkNotSelf(viewer, user.id, ['id']);
      const roles = await checkReach(em, viewer, user.id, ['id']);
      await keepAnOwner(em, user, roles, ['id'], () => void (user.deletedAt ??= new Date()));
      return user;
    },
    { follow: endSessions },
  );
}

/** Takes the user out of the bin, as they were before. Idempotent; refused where the address is taken by now. */
export function restoreUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(
    context,
    UserChangeKind.RESTORED,
    asked,
    async (em, viewer) => {
      const user = await lockUser(em, id, ['id']);
      await checkReach(em, viewer, user.id, ['id']);
      user.deletedAt = null;
      return user;
    },
    { emailPath: ['id'] },
  );
}

/** Makes a change that may take an owner's place away, and refuses it where they were the last. */
async function keepAnOwner(
  em: SqlEntityManager,
  { activatedAt, deactivatedAt, deletedAt }: User,
  roles: readonly { key: string | null }[],
  path: string[],
  change: () => void | Promise<void>,
): Promise<void> {
  const wasOwner = roles.some(({ key }) => key === 'OWNER') && !!activatedAt && !deactivatedAt && !deletedAt;
  if (wasOwner) await lockOwners(em);
  await change();
  if (!wasOwner) return;
  await em.flush();
  await checkOwnerLeft(em, path);
}

/** Takes the row for this transaction, so that writers of one user come one after the other. */
async function lockUser(em: SqlEntityManager, id: string, path: string[]): Promise<User> {
  const user = isUuid(id) ? await em.findOne(User, id, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (!user) throw notFound(path);
  rememberUser(user);
  return user;
}

function notFound(path: string[]): RefusedError {
  return new RefusedError([{ code: UserErrorCode.NOT_FOUND, path, key: 'userError.notFound.user' }]);
}

/** Whether an id that looks right names a role is for the foreign key to tell. */
function checkRoleIds(ids: string[] | null | undefined): Refusal[] {
  return ids?.every(isUuid) === false ? [unknownRole()] : [];
}

function setRoles(em: SqlEntityManager, user: User, ids: string[]): void {
  user.roles.set([...new Set(ids)].map((id) => em.getReference(Role, id.toLowerCase())));
}

async function replaceRoles(em: SqlEntityManager, user: User, ids: string[]): Promise<void> {
  await user.roles.init();
  const before = new Set(user.roles.getIdentifiers());
  const after = new Set(ids.map((id) => id.toLowerCase()));
  if (before.size === after.size && before.isSubsetOf(after)) return;
  rememberRoles(user, [...before]);
  setRoles(em, user, ids);
  // Roles are rows of another table: without a change in the user's own row, the version would not grow.
  user.updatedAt = new Date();
}
