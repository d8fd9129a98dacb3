import type { Client } from 'pg';
import type { Viewer } from '../../access/viewer.js';
import { columnOf, TEXT_FIELDS } from '../user.fields.js';
import type { ReadRow } from './import-row.js';

export type ImportOutcome = 'CREATED' | 'CHANGED' | 'LEFT' | 'REFUSED';

export interface StagedRow extends ReadRow {
  number: number;
  line: number;
}

/** What the import would do with a row. */
export interface JudgedRow {
  line: number;
  outcome: ImportOutcome;
  /** Null for a user who would be created, or is refused. */
  userId: string | null;
  changes: Record<string, { before: unknown; after: unknown }>;
  /** The code of the rule that refuses the row after it was compared. */
  verdict: string | null;
  reasons: ReadRow['reasons'];
}

/** Rows read at once from the cursor; some 500 KB. */
const PAGE = 2_000;

/** Its rows end with the transaction. Temporary tables are not in the write-ahead log. */
export async function makeStage(client: Client): Promise<void> {
  await client.query(`create temporary table import_rows (number int, line int, user_id uuid, texts jsonb, roles uuid[],
    reasons jsonb) on commit drop`);
}

export async function stageRows(client: Client, rows: readonly StagedRow[]): Promise<void> {
  const values = rows.map(({ id, roles, ...row }) => ({
    ...row,
    user_id: id,
    roles: roles && `{${roles.join(',')}}`,
  }));
  await client.query(
    `insert into import_rows select number, line, user_id, texts, roles::uuid[], reasons from jsonb_to_recordset($1::jsonb)
      as r (number int, line int, user_id uuid, texts jsonb, roles text, reasons jsonb)`,
    [JSON.stringify(values)],
  );
}

const PRESENT = TEXT_FIELDS.map((field) => `'${field}', u.${columnOf(field)}`).join(', ');

/**
 * The staged rows in their order, compared with the directory in one statement: by id, else by the address in the form of the
 * unique index. The rules are those of the single writes.
 * @param givable the roles that the viewer may give and take away
 */
export async function* judgedRows(
  client: Client,
  { permissions, userId }: Viewer,
  givable: readonly string[],
): AsyncGenerator<JudgedRow> {
  await client.query("create index on import_rows (lower(texts->>'email'))");
  await client.query('analyze import_rows');
  await client.query(
    `declare judged no scroll cursor for ${STATEMENT}`
      .replaceAll('$1', `'{${givable.join(',')}}'::uuid[]`)
      .replaceAll('$2', `'{${[...permissions].join(',')}}'::text[]`)
      .replaceAll('$3', userId === null ? 'null::uuid' : `'${userId}'::uuid`),
  );
  for (;;) {
    const { rows } = await client.query<Compared>(`fetch ${PAGE} from judged`);
    for (const row of rows) yield outcomeOf(row);
    if (rows.length < PAGE) return;
  }
}

const STATEMENT = `with matched as (
    select r.*, coalesce(i.id, m.id) as found, lower(r.texts->>'email') as address
    from import_rows r
    left join users i on i.id = r.user_id and i.deleted_at is null
    left join users m on r.user_id is null and m.deleted_at is null and lower(m.email) = lower(r.texts->>'email')),
  numbered as (
    select *, row_number() over (partition by address order by number) as by_address,
      row_number() over (partition by found order by number) as by_user
    from matched)
  select n.line, n.found as "userId", n.texts, n.reasons, n.roles,
    case when u.id is not null then jsonb_build_object(${PRESENT}) end as present, had.roles as "had",
    case when n.reasons <> '[]' then 'READ'
      when n.user_id is not null and n.found is null then 'NOT_FOUND'
      when n.found is not null and n.by_user > 1 or n.address is not null and n.by_address > 1 then 'DUPLICATE'
      when n.found is null and (n.address is null or n.texts->>'displayName' is null) then 'REQUIRED'
      when exists (select from users o where lower(o.email) = n.address and o.deleted_at is null and o.id <> n.found)
        then 'EMAIL_TAKEN'
      when exists (select from user_roles ur join roles x on x.id = ur.role_id
        where ur.user_id = n.found and not x.permissions <@ $2) then 'BEYOND'
      when n.found = $3 and n.texts->>'email' <> u.email then 'OWN_ADDRESS'
      when n.roles is not null and exists (
        (select unnest(n.roles) except select unnest(had.roles)) union (select unnest(had.roles) except select unnest(n.roles))
        except select unnest($1)) then 'ROLE' end as verdict
  from numbered n left join users u on u.id = n.found
  cross join lateral (select coalesce(array_agg(ur.role_id order by ur.role_id), '{}') as roles from user_roles ur
    where ur.user_id = n.found) as had
  order by n.number`;

interface Compared {
  line: number;
  userId: string | null;
  texts: Record<string, string | null>;
  reasons: ReadRow['reasons'];
  roles: string[] | null;
  present: Record<string, string | null> | null;
  had: string[];
  verdict: string | null;
}

function outcomeOf({ line, userId, texts, reasons, roles, present, had, verdict }: Compared): JudgedRow {
  const changes: JudgedRow['changes'] = {};
  for (const [field, after] of Object.entries(texts)) {
    const before = present?.[field] ?? null;
    if (before !== after) changes[field] = { before, after };
  }
  if (roles && new Set(roles).symmetricDifference(new Set(had)).size > 0) {
    changes['roles'] = { before: present ? had : null, after: roles };
  }
  if (verdict !== null) return { line, outcome: 'REFUSED', userId, changes: {}, verdict, reasons };
  const changed = Object.keys(changes).length > 0 ? 'CHANGED' : 'LEFT';
  return { line, outcome: present ? changed : 'CREATED', userId, changes, verdict, reasons };
}
