import { Migration } from '@mikro-orm/migrations';

/**
 * What the state of a user is derived from (decision 44).
 *
 * - `invitation_expires_at` is the expiry of the user's open invitation, null without one. A trigger keeps it, so that it is
 *   right whichever version of the server writes the invitation. Every writer of an invitation has locked the user's row.
 * - The indexes hold only users who have not set a password, so they cost a write of any other user nothing. Users without an
 *   invitation have one for each row order, as the bin has: many are added at once, so they stand together in most orders.
 *   The invited are found by the expiry.
 */
export class UserStatesMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop trigger invitations_keep_expiry on invitations');
    this.addSql('drop function keep_invitation_expiry');
    // This drops the indexes too.
    this.addSql('alter table users drop column invitation_expires_at');
  }
}

const OPEN = 'accepted_at is null and cancelled_at is null';
const LIVE = "deleted_at is null and status = 'INVITED'";

const STATEMENTS = [
  'alter table users add column invitation_expires_at timestamptz(3) null',
  `update users u set invitation_expires_at = i.expires_at from invitations i where i.user_id = u.id and ${OPEN}`,
  ...[
    ['users_no_access_idx', 'created_at'],
    ['users_no_access_updated_at_idx', 'updated_at'],
    ['users_no_access_display_name_idx', 'split_part(search_text, chr(10), 1)'],
    ['users_no_access_email_idx', 'lower(email)'],
    ['users_no_access_last_sign_in_at_idx', "coalesce(last_sign_in_at, '-infinity')"],
  ].map(
    ([name, key]) =>
      `create index ${name} on users (${key}, id) where ${LIVE} and invitation_expires_at is null`,
  ),
  `create index users_invitation_expires_at_idx on users (invitation_expires_at, created_at, id)
    where ${LIVE} and invitation_expires_at is not null`,
  // A cancelled or accepted invitation clears the expiry only if it is the one that set it: no other is open then.
  `create function keep_invitation_expiry() returns trigger language plpgsql as $$
    begin
      update users set invitation_expires_at = case
          when new.accepted_at is null and new.cancelled_at is null then new.expires_at end
        where id = new.user_id;
      return null;
    end $$`,
  `create trigger invitations_keep_expiry
    after insert or update of expires_at, accepted_at, cancelled_at on invitations
    for each row execute function keep_invitation_expiry()`,
];
