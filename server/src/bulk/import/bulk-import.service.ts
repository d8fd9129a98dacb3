import { sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { findImport } from '../../users/import/user-import.row.js';
import { BulkChangeKind } from '../change/bulk-change.enums.js';
import { assertMay } from '../change/bulk-change.service.js';
import type { BulkJobSelection } from '../job/bulk-job.selection.js';
import { answer, type BulkJobAnswer, insertJob, recordStart, refused } from '../job/bulk-job.service.js';

interface Application {
  id: string;
  /** Whether created users are invited by mail. */
  invite?: boolean | null;
}

/** Starts the job that applies an import. Each import is applied once. */
export async function startImport(
  context: RequestContext,
  { id, invite }: Application,
  asked: BulkJobSelection,
): Promise<BulkJobAnswer> {
  const viewer = assertMay(context.viewer, BulkChangeKind.IMPORT);
  if (invite && !context.mailer.isSetUp)
    return refused(context, [refusal('invite', 'userError.bulk.noMail')]);
  return answer(context, asked, async (db) => {
    const found = await findImport(db, viewer, id, true);
    if (!found)
      throw new RefusedError([
        { ...refusal('id', 'userError.import.notFound'), code: UserErrorCode.NOT_FOUND },
      ]);
    if (found.jobId !== null) throw new RefusedError([refusal('id', 'userError.import.applied')]);
    if (found.created + found.changed === 0)
      throw new RefusedError([refusal('id', 'userError.import.nothing')]);
    const change = { importId: found.id, fileName: found.fileName, invites: invite ?? false };
    const job = { kind: BulkChangeKind.IMPORT, change, selection: {} };
    const jobId = await insertJob(db, context, job, {});
    await sql`update user_imports set job_id = ${jobId}::uuid where id = ${found.id}::uuid`.execute(db);
    await recordStart(db, context, jobId, job);
    return jobId;
  });
}

function refusal(argument: string, key: Refusal['key']): Refusal {
  return { code: UserErrorCode.INVALID, path: ['input', argument], key };
}
