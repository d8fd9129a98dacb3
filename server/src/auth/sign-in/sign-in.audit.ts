import type { QueryExecutorProvider } from 'kysely';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import { changedContext, type RequestContext } from '../../context.js';
import { type AttemptLimit, countAttempt, limitKey, networkOf } from './sign-in-limit.js';

/** How a user signed in. The audit trail stores these names. */
export type SignInMethod = 'PASSWORD' | 'PASSWORD_AND_CODE' | 'PASSKEY';

interface EnteredSession {
  id: string;
  userId: string;
}

/** Audited failures of one network within a quarter of an hour. More would only fill the trail. */
const MAX_AUDITED_FAILURES: AttemptLimit = { attempts: 100, minutes: 15 };

/** Past that limit, only these failures are audited, each with the number of failures of the network. */
const AUDITED_FAILURE_COUNTS = [101, 1_000, 10_000, 100_000];

/** The audit entries of signing in ignore the viewer of the request. */
const asNobody = (context: RequestContext) => changedContext(context, { viewer: null });

/** Audits a sign-in. Call it in the transaction that opens the session. */
export function recordSignIn(
  db: QueryExecutorProvider,
  context: RequestContext,
  session: EnteredSession,
  method: SignInMethod,
): Promise<void> {
  return recordAudit(db, asNobody(context), {
    ...entryOf(AuditAction.SIGNED_IN, session),
    changes: { method: { before: null, after: method } },
  });
}

/** Audits a sign-out. Call it in the transaction that ends the session. */
export function recordSignOut(
  db: QueryExecutorProvider,
  context: RequestContext,
  session: EnteredSession,
): Promise<void> {
  return recordAudit(db, context, entryOf(AuditAction.SIGNED_OUT, session));
}

function entryOf(action: AuditAction, { id, userId }: EnteredSession) {
  return { action, actorId: userId, sessionId: id, target: { type: AuditTargetType.USER, id: userId } };
}

/**
 * Audits a failed sign-in: the account, if there is one, and never what was typed. The work is the same with and without an
 * account, else the time would reveal which addresses are known.
 */
export async function recordFailure(
  db: QueryExecutorProvider,
  context: RequestContext,
  userId: string | undefined,
  reason: 'WRONG_CREDENTIALS' | 'WRONG_CODE' | 'WRONG_PASSKEY' | 'TOO_MANY_ATTEMPTS',
): Promise<void> {
  const key = limitKey('', `${networkOf(context.origin.address)}\nfailures`);
  const { found, minutesToWait } = await countAttempt(db, key, MAX_AUDITED_FAILURES);
  const isSummary = AUDITED_FAILURE_COUNTS.includes(found);
  if (minutesToWait !== undefined && !isSummary) return;
  await recordAudit(db, asNobody(context), {
    action: AuditAction.SIGN_IN_FAILED,
    changes: {
      reason: { before: null, after: isSummary ? 'MORE_ATTEMPTS' : reason },
      ...(isSummary && { failures: { before: null, after: String(found) } }),
    },
    ...(userId !== undefined && !isSummary && { target: { type: AuditTargetType.USER, id: userId } }),
  });
}
