import { searchCondition } from '../search-condition.js';

/** The statements of the limits: Rollcall's own table, in the plainest SQL that answers each job. */

export const PAGE_SIZE = 20;

/** As Rollcall has it (database/orm.ts): by several processes a search took 10.9 ms of the database's CPU, Rollcall's by one 3.5. */
export const SETTINGS = '-c max_parallel_workers_per_gather=0';

const COLUMNS = 'u.id, u.email, u.display_name as "displayName", u.status, u.created_at as "createdAt"';
/** One row more than the page tells whether the list goes on. */
const ORDER = `order by u.created_at desc, u.id desc limit ${PAGE_SIZE + 1}`;

export const LIST = {
  name: 'list',
  text: `select ${COLUMNS} from users u where u.deleted_at is null ${ORDER}`,
};

export const AFTER = {
  name: 'after',
  text: `select ${COLUMNS} from users u
    where u.deleted_at is null and (u.created_at, u.id) < ($1::timestamptz, $2::uuid) ${ORDER}`,
};

export const ONE = { name: 'one', text: `select ${COLUMNS} from users u where u.id = $1::uuid` };

export const BY_STATUS = {
  name: 'byStatus',
  text: `select ${COLUMNS} from users u where u.deleted_at is null and u.status = $1::text ${ORDER}`,
};

/** The counts that the database keeps: a limit is not held back by counting rows. */
export const COUNT = {
  name: 'count',
  text: `select coalesce(sum(count), 0)::text as count from user_counts where status <> 'DELETED'`,
};

/** The user and the entry in the audit trail: one statement, so one transaction and one round trip. */
export const CREATE = {
  name: 'create',
  text: `with created as (
      insert into users as u (email, display_name) values ($1::text, $2::text) returning ${COLUMNS}
    ), recorded as (
      insert into audit_entries
        (action, actor_id, token_id, target_type, target_id, request_id, address, changes)
      select 'USER_CREATED', $3::uuid, $4::uuid, 'USER', created.id, $5::text, $6::text, $7::jsonb from created
    )
    select * from created`,
};

/**
 * The search, as Rollcall writes it (users/user.search.ts gives the reasons). Without a name: its plan depends on the
 * term, which a prepared statement's would not.
 */
export function searchSql(term: string): { text: string; values: string[] } {
  const condition = searchCondition('u', term, 'search_key($1::text)');
  return {
    text: `select ${COLUMNS} from users u where u.deleted_at is null and ${condition} ${ORDER}`,
    values: [term],
  };
}
