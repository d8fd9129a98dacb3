import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../database/reads.js';
import { isUuid } from '../pagination/cursor.js';
import { findUsersByIds } from '../users/user-lookup.service.js';
import type { UserRow } from '../users/user.row.js';
import type { InvitationState, LinkDelivery } from './invitation.enums.js';
import type { InvitationSelection } from './invitation.selection.js';

/** An invitation as read from the database. Moments are PostgreSQL's text. */
export interface InvitationRow {
  id: string;
  userId: string;
  invitedById: string | null;
  email: string;
  state: InvitationState;
  delivery: LinkDelivery;
  createdAt: string;
  sentAt: string;
  expiresAt: string;
}

/** With the users that it names, if they are requested. */
export type NamedInvitation = InvitationRow & { user: UserRow | null; invitedBy: UserRow | null };

/** Longer than a delivery may take. A mail that is still being sent after this time was on a server that ended meanwhile. */
const SENDING_ENDS = '5 minutes';

/** The select list, from `invitations i`. */
export const INVITATION_COLUMNS = sql`i.id, i.user_id as "userId", i.invited_by as "invitedById", i.email,
  i.created_at as "createdAt", i.sent_at as "sentAt", i.expires_at as "expiresAt",
  case when i.accepted_at is not null then 'ACCEPTED' when i.cancelled_at is not null then 'CANCELLED'
    when i.expires_at <= now() then 'EXPIRED' else 'PENDING' end as state,
  case when i.delivery = 'SENDING' and i.sent_at < now() - ${sql.lit(SENDING_ENDS)}::interval then 'FAILED'
    else i.delivery end as delivery`;

/** Adds the users that invitations name, if they are requested: one statement for all. */
export async function withUsers<Row extends InvitationRow>(
  db: QueryExecutorProvider,
  rows: Row[],
  { user, invitedBy }: InvitationSelection,
): Promise<(Row & NamedInvitation)[]> {
  const ids = rows.flatMap(({ userId, invitedById }) => [
    ...(user ? [userId] : []),
    ...(invitedBy && invitedById ? [invitedById] : []),
  ]);
  const users = await findUsersByIds(db, [...new Set(ids)], new Set([...(user ?? []), ...(invitedBy ?? [])]));
  return rows.map((row) => ({
    ...row,
    user: users.get(row.userId) ?? null,
    invitedBy: users.get(row.invitedById ?? '') ?? null,
  }));
}

/** An invitation by its id. */
export async function findInvitation(
  db: QueryExecutorProvider,
  id: string,
  selection: InvitationSelection,
): Promise<NamedInvitation | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<InvitationRow>`select ${INVITATION_COLUMNS} from invitations i
    where i.id = ${id}::uuid`;
  const rows = await read(db, statement, 'short');
  const [found] = await withUsers(db, rows, selection);
  return found;
}

/** The latest invitation of a user. */
export async function findInvitationOf(
  db: QueryExecutorProvider,
  userId: string,
  selection: InvitationSelection,
): Promise<NamedInvitation | undefined> {
  const statement = sql<InvitationRow>`select ${INVITATION_COLUMNS} from invitations i
    where i.user_id = ${userId}::uuid order by i.created_at desc, i.id desc limit 1`;
  const rows = await read(db, statement, 'short');
  const [found] = await withUsers(db, rows, selection);
  return found;
}
