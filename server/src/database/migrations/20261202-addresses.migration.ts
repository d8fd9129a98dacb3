import { Migration } from '@mikro-orm/migrations';
import { oneSpelling } from '../../texts/address.js';
import { notices } from './notices.js';

const BATCH = 10_000;

/**
 * Rewrites every address to the canonical spelling in which addresses are now stored and compared (see texts/address.ts,
 * decision 28).
 *
 * - It reads only addresses that may have another spelling: beyond ASCII, in punycode, in quotes.
 * - The mailbox stays the same, so links that were mailed to it stay valid: the trigger that voids them is disabled meanwhile.
 * - If two users have the same mailbox, the one with the canonical spelling keeps it, else the one added first. The other keeps
 *   the old spelling, which no longer works for signing in, and is named in the log: a person has to decide.
 * - The audit trail stays unchanged, as it is sealed.
 */
export class AddressesMigration extends Migration {
  override async up(): Promise<void> {
    const refused: string[] = [];
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.rows<{ id: string; email: string }>(CANDIDATES, [after, BATCH]);
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
      const changes = rows
        .map(({ id, email }) => ({ id, email: oneSpelling(email), old: email }))
        .filter(({ email, old }) => email !== old);
      if (changes.length > 0) refused.push(...(await this.change(changes)));
    }
    if (refused.length > 0) notices.push({ userIds: refused, text: CONFLICT });
  }

  /** The previous version works with the new spelling too. */
  override down(): void {}

  /** Returns the ids of users whose address could not be changed, as another user has it. */
  private async change(changes: { id: string; email: string; old: string }[]): Promise<string[]> {
    const given = JSON.stringify(changes);
    await this.execute('alter table users disable trigger users_void_links');
    const changed = await this.rows<{ id: string }>(CHANGE, [given]);
    await this.execute('alter table users enable trigger users_void_links');
    await this.execute(CHANGE_INVITATIONS, [given]);
    const done = new Set(changed.map(({ id }) => id));
    return changes.map(({ id }) => id).filter((id) => !done.has(id));
  }

  private async rows<T>(sql: string, values: unknown[]): Promise<T[]> {
    return (await this.execute(sql, values)) as unknown as T[];
  }
}

const CONFLICT =
  'Users have the e-mail address of another user in another spelling, with which they cannot sign in. Give each an address of their own, or delete them.';

const CANDIDATES = `select id, email from users
  where id > ?::uuid and (octet_length(email) <> char_length(email) or email ilike '%xn--%' or email like '"%')
  order by id limit ?`;

const CHANGE = `update users u set email = c.email
  from (select *, row_number() over (partition by lower(email) order by id) as place
    from jsonb_to_recordset(?::jsonb) as given (id uuid, email text)) as c
  where u.id = c.id and (u.deleted_at is not null or c.place = 1 and not exists (select from users o
    where lower(o.email) = lower(c.email) and o.deleted_at is null and o.id <> u.id))
  returning u.id`;

const CHANGE_INVITATIONS = `update invitations i set email = u.email
  from users u, jsonb_to_recordset(?::jsonb) as c (id uuid, old text)
  where u.id = c.id and i.user_id = u.id and i.email = c.old`;
