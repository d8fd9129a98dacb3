import type pg from 'pg';
import { BENCH_DOMAIN, removeCreated } from '../../database/created-rows.js';
import { UNIQUE } from '../../database/inputs.js';
import type { WriteInput } from '../../systems/bare/writes.js';
import { OWNER } from '../../systems/rollcall/rollcall.system.js';
import type { State } from '../document-files.js';

/** Not among the newest, so that writes to them do not change the list of twenty. */
const NEWEST = 100;

/** Users for writes, each used once in a sample. Afterwards they are restored, and nothing else is left. */
export class WrittenUsers {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Chooses this number of users, spread over all of them. Owners, deactivated and deleted users are excluded. */
  static async choose(client: pg.Client, count: number): Promise<WrittenUsers> {
    await client.query('drop table if exists pg_temp.written');
    await client.query(
      `create temporary table written as
        select id, title, version, updated_at from users u
        where status in ('ACTIVE', 'INVITED')
          and id not in (select id from users order by created_at desc, id desc limit ${NEWEST})
          and not exists (select from user_roles ur join roles r on r.id = ur.role_id
            where ur.user_id = u.id and r.key = 'OWNER')
        order by md5(id::text) limit ${count}`,
    );
    return new WrittenUsers(client);
  }

  /** Restores them, except for the given `state`. @returns the inputs of a write to each of them */
  async reset(state: State): Promise<WriteInput[]> {
    await removeCreated(this.#client, OWNER.email);
    const { rows } = await this.#client.query<{ id: string; version: number }>(
      `update users u set title = w.title, version = w.version, updated_at = w.updated_at,
          deactivated_at = case when $1 = 'deactivated' then now() end,
          deleted_at = case when $1 = 'deleted' then now() end
        from written w where u.id = w.id returning u.id, u.version`,
      [state],
    );
    return rows.map(({ id, version }) => ({
      id,
      version,
      title: 'Benchmark',
      email: `created-${UNIQUE}@${BENCH_DOMAIN}`,
      displayName: 'Zoë Benchmark',
    }));
  }

  /** Removes dead index entries of earlier writes. */
  async vacuum(): Promise<void> {
    await this.#client.query('vacuum (index_cleanup on) users, user_counts');
  }

  /** How many entries the audit trail has: one for each write since the last reset. */
  async countAudited(): Promise<number> {
    const { rows } = await this.#client.query<{ count: number }>(
      'select count(*)::int as count from audit_entries',
    );
    return rows[0]?.count ?? 0;
  }
}
