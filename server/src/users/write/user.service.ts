import type { QueryExecutorProvider } from 'kysely';
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
import { freeAddresses } from '../bin/free-address.js';
import { newAddress } from '../validation/email-address.validation.js';
import { isUuid } from '../../pagination/cursor.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import { revokeSessionsOf } from '../../sessions/session.service.js';
import { type PlannedWrite, refuse, unknownRole, write } from './user-write.service.js';
import { UserChangeKind } from '../news/user-change.type.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { StaleVersionError } from '../conflict/user-conflict.service.js';
import type { UserWriteAnswer } from './user.answer.js';
import { lockUserRow, NOBODY, type WrittenUser } from './written-user.row.js';
import type { CreateUserInput, UpdateUserInput } from './user.inputs.js';
import {
  checkNotSelf,
  checkOwnAddress,
  checkReach,
  checkRoleChange,
  type RoleRow,
  rolesOf,
} from './user.guard-rails.js';
import type { WriteSelection } from '../user.selection.js';
import { checkPassword, readTexts } from '../validation/user.validation.js';

/** The answer to createUser: that of every write, and a link. */
export type UserCreateAnswer = UserWriteAnswer & { invitationLink: string | null };

/**
 * Adds a user: INVITED, with an invitation if one is requested, or ACTIVE if a password is given. Refuses a taken address and
 * unknown roles. A retry with the same key returns the created user, and sends no second invitation.
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
  const after: WrittenUser = {
    ...NOBODY,
    ...others,
    id: uuidV7(),
    email,
    displayName,
    ...(passwordHash && { passwordHash, activatedAt: now() }),
  };
  const roleIds = distinct(input.roleIds ?? []);
  let issued: IssuedInvitation | undefined;
  const plan = async (db: QueryExecutorProvider, viewer: Viewer) => {
    await checkRoleChange(db, viewer, [], roleIds);
    return { after, ...(roleIds.length > 0 && { roles: { before: [], after: roleIds } }) };
  };
  const answer = await write(context, UserChangeKind.CREATED, asked, plan, {
    // Hashing waits its turn, and the viewer may have been deactivated meanwhile.
    hasWaited: passwordHash !== null,
    claim,
    follow: async (db, user) => {
      if (input.invite) issued = await issueInvitation(db, context, user);
    },
  });
  // A key's fingerprint does not include the password, so a retry's password is compared with the user's.
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

/** Changes the given fields if the version is the user's present one. */
export async function updateUser(context: RequestContext, input: UpdateUserInput, asked: WriteSelection) {
  const { texts, refusals } = readTexts(input, context.addresses);
  refusals.push(...checkRoleIds(input.roleIds));
  if (refusals.length > 0) return refuse(context, refusals, asked);

  let addressBefore: string | undefined;
  const answer = await write(context, UserChangeKind.UPDATED, asked, async (db, viewer) => {
    const { user, roles } = await lockUser(db, input.id, ['input', 'id']);
    if (user.deletedAt) throw notFound(['input', 'id']);
    checkOwnAddress(viewer, user, texts.email);
    checkReach(viewer, roles, ['input', 'id']);
    if (user.version !== input.version) {
      throw new StaleVersionError(user.id, input.version);
    }
    // A wrong address that only got an invitation needs no notice.
    if (user.activatedAt && texts.email !== undefined && texts.email !== user.email)
      addressBefore = user.email;
    const change = { before: user, after: { ...user, ...texts } };
    if (!input.roleIds || isSame(roles, input.roleIds)) return change;
    await checkRoleChange(db, viewer, roles, input.roleIds);
    return withRoles(change, roles, distinct(input.roleIds));
  });
  if (answer.id && addressBefore !== undefined) mailNotice(context, answer.id, 'emailChanged', addressBefore);
  return answer;
}

/** Prevents the user from signing in. Idempotent. */
export function deactivateUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(
    context,
    UserChangeKind.UPDATED,
    asked,
    async (db, viewer) => {
      const { user, roles } = await lockUser(db, id, ['id']);
      if (user.deletedAt) throw notFound(['id']);
      checkNotSelf(viewer, user.id, ['id']);
      checkReach(viewer, roles, ['id']);
      return leaving({ before: user, after: { ...user, deactivatedAt: user.deactivatedAt ?? now() } }, roles);
    },
    { follow: endSessions },
  );
}

/** A user who is reactivated later has to sign in again. */
async function endSessions(db: QueryExecutorProvider, { id }: WrittenUser): Promise<void> {
  await revokeSessionsOf(db, id);
}

/** Undoes deactivateUser. Idempotent. */
export function reactivateUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(context, UserChangeKind.UPDATED, asked, async (db, viewer) => {
    const { user, roles } = await lockUser(db, id, ['id']);
    if (user.deletedAt) throw notFound(['id']);
    checkReach(viewer, roles, ['id']);
    return { before: user, after: { ...user, deactivatedAt: null } };
  });
}

/** Puts the user into the bin. Idempotent. */
export function deleteUser(context: RequestContext, id: string, asked: WriteSelection) {
  return write(
    context,
    UserChangeKind.DELETED,
    asked,
    async (db, viewer) => {
      const { user, roles } = await lockUser(db, id, ['id']);
      checkNotSelf(viewer, user.id, ['id']);
      checkReach(viewer, roles, ['id']);
      const deleted = user.deletedAt ? {} : { deletedAt: now(), deletedBy: viewer.userId };
      return leaving({ before: user, after: { ...user, ...deleted } }, roles);
    },
    { follow: endSessions },
  );
}

/**
 * Restores the user from the bin unchanged, or with another address if one is given. Idempotent. Refused if the address is
 * taken by now: the refusal suggests a free one.
 */
export async function restoreUser(
  context: RequestContext,
  id: string,
  email: string | null | undefined,
  asked: WriteSelection,
) {
  const address = email == null ? undefined : newAddress(email, context.addresses);
  if (email != null && address === undefined) {
    return refuse(
      context,
      [{ code: UserErrorCode.INVALID, path: ['email'], key: 'userError.invalid.email' }],
      asked,
    );
  }
  const answer = await write(
    context,
    UserChangeKind.RESTORED,
    asked,
    async (db, viewer) => {
      const { user, roles } = await lockUser(db, id, ['id']);
      checkReach(viewer, roles, ['id']);
      if (!user.deletedAt) return { before: user, after: user };
      const after = {
        ...user,
        deletedAt: null,
        deletedBy: null,
        ...(address !== undefined && { email: address }),
      };
      return { before: user, after };
    },
    { emailPath: address === undefined ? ['id'] : ['email'] },
  );
  if (answer.userErrors.some(({ code }) => code === UserErrorCode.EMAIL_TAKEN)) {
    const suggestion = (await freeAddresses(context.db, [id])).get(id.toLowerCase()) ?? null;
    answer.userErrors = answer.userErrors.map((error) => ({ ...error, suggestion }));
  }
  return answer;
}

function now(): string {
  return new Date().toISOString();
}

/** A change after which the user cannot sign in. */
function leaving(change: UpdateOf, roles: readonly RoleRow[]): PlannedWrite {
  return isActiveOwner(change.before, roles) ? { ...change, ownerPath: ['id'] } : change;
}

/** The same change, with other roles. */
function withRoles(change: UpdateOf, roles: readonly RoleRow[], after: string[]): PlannedWrite {
  const before = roles.map(({ id }) => id);
  const isOwner = isActiveOwner(change.before, roles);
  return { ...change, roles: { before, after }, ...(isOwner && { ownerPath: ['input', 'roleIds'] }) };
}

interface UpdateOf {
  before: WrittenUser;
  after: WrittenUser;
}

function isActiveOwner(
  { activatedAt, deactivatedAt, deletedAt }: WrittenUser,
  roles: readonly RoleRow[],
): boolean {
  return roles.some(({ key }) => key === 'OWNER') && !!activatedAt && !deactivatedAt && !deletedAt;
}

/** Locks the user's row for this transaction, and reads the roles: one message. */
async function lockUser(
  db: QueryExecutorProvider,
  id: string,
  path: string[],
): Promise<{ user: WrittenUser; roles: RoleRow[] }> {
  if (!isUuid(id)) throw notFound(path);
  const [user, roles] = await Promise.all([lockUserRow(db, id), rolesOf(db, id)]);
  if (!user) throw notFound(path);
  return { user, roles };
}

function notFound(path: string[]): RefusedError {
  return new RefusedError([{ code: UserErrorCode.NOT_FOUND, path, key: 'userError.notFound.user' }]);
}

/** Checks only the form of the ids. The foreign key checks that the roles exist. */
function checkRoleIds(ids: string[] | null | undefined): Refusal[] {
  return ids?.every(isUuid) === false ? [unknownRole()] : [];
}

function isSame(roles: readonly RoleRow[], ids: readonly string[]): boolean {
  return new Set(roles.map(({ id }) => id)).symmetricDifference(new Set(distinct(ids))).size === 0;
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
