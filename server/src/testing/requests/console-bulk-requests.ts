import { byOwner, type ConsoleOperation, idsOf, type Recipe, SHORT_PAGE } from './console-recipes.js';

const STARTS_WORK = 'starts a job, whose worker sends statements of its own meanwhile';
const FILTER = { where: { department: ['Sales'] } };

/** Sends each request to a different job, which belongs to a server that does not exist. */
function toJobs(variables: (id: string) => object): Recipe {
  return async ({ server }, count) => {
    const rows = await server.query<{ id: string }>(
      `insert into bulk_jobs (kind, change, state, attempt, lease_until, locale, actor_id, total)
        select 'DEACTIVATE', '{}', 'RUNNING', 1, now() + interval '1 day', 'en', $1, 100
        from generate_series(1, $2::int) returning id`,
      [server.owner.id, count],
    );
    await server.query(
      `insert into bulk_items (job_id, number, user_id, outcome)
        select j.id, row_number() over (partition by j.id), u.id, 'UNCHANGED'
        from unnest($1::uuid[]) as j (id), (select id from users limit $2) as u`,
      [idsOf(rows), SHORT_PAGE.first],
    );
    return idsOf(rows).map((id) => ({ variables: variables(id), headers: server.owner.headers }));
  };
}

/** An import with the rows of one page. */
const toImports: Recipe = async ({ server }, count) => {
  const rows = await server.query<{ id: string }>(
    `insert into user_imports (id, actor_id, file_name, format, expires_at)
      select uuidv7(), $1, 'bench.csv', 'CSV', now() + interval '1 day' from generate_series(1, $2::int) returning id`,
    [server.owner.id, count],
  );
  await server.query(
    `insert into user_import_rows (import_id, number, line, raw, texts, reasons, outcome, changes)
      select i, n, n, '', '{}', '[]', 'UNCHANGED', '{}' from unnest($1::uuid[]) as i, generate_series(1, $2::int) as n`,
    [idsOf(rows), SHORT_PAGE.first],
  );
  return idsOf(rows).map((id) => ({ variables: { id, ...SHORT_PAGE }, headers: server.owner.headers }));
};

/** The part of CONSOLE_REQUESTS for bulk jobs and imports. */
export const BULK_REQUESTS: Readonly<Record<string, ConsoleOperation | string>> = {
  BulkPreview: byOwner({ input: { ...FILTER, change: { kind: 'DEACTIVATE' } } }),
  StartBulkJob: STARTS_WORK,
  UndoBulkJob: STARTS_WORK,
  ApplyUserImport: STARTS_WORK,
  UserImport: { requests: toImports, undo: 'delete from user_imports' },
  CancelBulkJob: { requests: toJobs((id) => ({ id })), undo: 'delete from bulk_jobs' },
  BulkJob: { requests: toJobs((id) => ({ id, ...SHORT_PAGE })), undo: 'delete from bulk_jobs' },
  BulkJobs: byOwner(SHORT_PAGE),
  BulkJobChanged: 'is a subscription: it is asked once, and answered with each change',
};
