import { sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import { read } from '../../database/reads.js';
import { message } from '../../messages/messages.js';
import type { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import { countSet, selectUserIds } from '../../users/list/user-set.service.js';
import type { StartBulkJobInput } from '../change/bulk-change.input.js';
import { checkJob } from '../change/bulk-change.service.js';
import { judgedRows } from '../change/bulk-verdict.js';
import { reasonKey } from './bulk-item.row.js';
import type { BulkPreview } from './bulk-job.types.js';

/** Users who are judged: 10,000 take some 100 ms. */
const MAX_EXAMINED = 10_000;

const NOTHING = {
  total: 0,
  totalIsCapped: false,
  examined: 0,
  isExact: true,
  changed: 0,
  unchanged: 0,
  refused: [],
};

/** What a job would do now: the rules of the worker, for the first 10,000 users of the set. */
export async function previewJob(context: RequestContext, input: StartBulkJobInput): Promise<BulkPreview> {
  const { db, viewer, locale } = context;
  // Only a start needs to know how many were seen: a preview says it.
  const checked = await checkJob(context, { ...input, expectedCount: input.expectedCount ?? 0 });
  if (Array.isArray(checked)) {
    return { ...NOTHING, userErrors: checked.map((refusal) => toUserError(refusal, locale)) };
  }
  // `checkJob` throws without one.
  if (!viewer) throw new Error('a preview without a viewer');
  const { kind, change, selection } = checked;
  const ids =
    'ids' in selection ? sql`select unnest(${selection.ids}::uuid[]) as id` : selectUserIds(selection);
  const asked = sql`select (row_number() over ())::int as number, null::tid as item, s.id as user_id, null::jsonb as before,
    null::int as version_after from (${ids}) as s limit ${MAX_EXAMINED}`;
  const judged = judgedRows(asked, { kind, change, isUndo: false, actor: viewer });
  const statement = sql<{ verdict: string; count: number }>`with ${judged}
    select verdict, count(*)::int as count from judged group by verdict order by count desc, verdict`;
  const [rows, counted] = await Promise.all([
    read(db, statement, 'custom'),
    'ids' in selection
      ? { totalCount: selection.ids.length, totalCountIsCapped: false }
      : countSet(db, selection),
  ]);
  const of = (verdict: string) => rows.find((row) => row.verdict === verdict)?.count ?? 0;
  const examined = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    total: counted.totalCount,
    totalIsCapped: counted.totalCountIsCapped,
    examined,
    isExact: examined >= counted.totalCount && !counted.totalCountIsCapped,
    changed: of('CHANGED'),
    unchanged: of('UNCHANGED'),
    refused: rows
      .filter(({ verdict }) => verdict !== 'CHANGED' && verdict !== 'UNCHANGED')
      .map(({ verdict, count }) => {
        const reason = verdict as UserErrorCode;
        return { reason, count, message: message(locale, reasonKey(reason, kind)) };
      }),
    userErrors: [],
  };
}
