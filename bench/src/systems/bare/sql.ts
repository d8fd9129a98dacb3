import { searchStatement } from '../search-statement.js';

/** The statements of the limits: Rollcall's own table, in the plainest SQL that answers each job. */

export const PAGE_SIZE = 20;

export const COLUMNS =
  'u.id, u.email, u.display_name as "displayName", u.status, u.created_at as "createdAt"';
/** One row more than the page shows whether the list goes on. */
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

/** The counts that the database keeps, so that the limit has no cost of counting rows. */
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

export const searchSql = (term: string) => searchStatement(COLUMNS, term, PAGE_SIZE);
