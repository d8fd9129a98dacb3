import { type QueryExecutorProvider, sql } from 'kysely';
import { inPerson } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { isMoment } from '../scalars/date-time.scalar.js';
import { BadInputError } from '../errors.js';
import { composeMail, mailLocale } from '../mail/mail.text.js';
import type { CursorOrder } from '../pagination/cursor.js';
import { pageOf } from '../pagination/page.js';
import { readPageWindow } from '../pagination/page-window.js';
import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { toUserError } from '../refusals/user-error.type.js';
import { FeedbackState } from './feedback.enums.js';
import { CAP, countFeedback, type FeedbackRow, findFeedback, readFeedback } from './feedback.row.js';
import type {
  AnswerFeedbackInput,
  FeedbackEntry,
  FeedbackEntryConnection,
  FeedbackEntryPayload,
  FeedbackListArgs,
  SendFeedbackInput,
  SendFeedbackPayload,
} from './feedback.types.js';
import { readAnswer, readFeedbackInput } from './feedback.validation.js';

/** The limit per person and hour, so that nobody can fill the disk: 3 MB with pictures. */
const MAX_AN_HOUR = 10;

/** "fdbk" in ASCII: with it and the sender, the entries of one person are counted and added one after the other. */
const SENDER_LOCK = 0x6664626b;

const ORDER: CursorOrder = { name: 'CREATED_AT:DESC', isKey: isMoment };

/** The selection of an operation on a list. */
export interface FeedbackSelection {
  rows: boolean;
  count: boolean;
}

/** A page of entries, newest first: one statement for the rows and one for the count, if they are asked for. */
export async function listFeedback(
  context: RequestContext,
  { where, ...args }: FeedbackListArgs,
  asked: FeedbackSelection,
): Promise<FeedbackEntryConnection> {
  const window = readPageWindow(args, ORDER);
  const rows = asked.rows ? await readFeedback(context.db, where ?? {}, window) : [];
  const page = pageOf(
    rows.map((row) => shown(context, row)),
    ORDER.name,
    window,
  );
  const count = asked.count ? await countFeedback(context.db, where ?? {}) : 0;
  return Object.assign(page as never as FeedbackEntryConnection, {
    totalCount: Math.min(count, CAP),
    totalCountIsCapped: count > CAP,
  });
}

export async function getFeedback(context: RequestContext, id: string): Promise<FeedbackEntry | null> {
  const row = await findFeedback(context.db, id);
  return row ? shown(context, row) : null;
}

/** Stores the feedback of a signed-in user. Access tokens cannot send any, as the answer goes to a person. */
export async function sendFeedback(
  context: RequestContext,
  input: SendFeedbackInput,
): Promise<SendFeedbackPayload> {
  const sender = inPerson(context.viewer);
  if (!sender) throw new BadInputError('error.sessionNeeded', {}, 'FORBIDDEN');
  try {
    const { text, page, picture } = readFeedbackInput(input);
    const id = await context.transaction(async (db) => {
      await checkLimit(db, sender.userId);
      const { rows } = await sql<{ id: string }>`insert into feedback (user_id, kind, text, page, picture)
        values (${sender.userId}::uuid, ${input.kind}, ${text}, ${page}, ${picture}) returning id`.execute(
        db,
      );
      const [entry] = rows as [{ id: string }];
      await recordAudit(db, context, {
        action: AuditAction.FEEDBACK_SENT,
        target: { type: AuditTargetType.FEEDBACK, id: entry.id },
      });
      return entry.id;
    });
    return { id, userErrors: [] };
  } catch (error) {
    return { id: null, userErrors: refusalsOf(context, error) };
  }
}

/** Marks an entry. Of two readers who mark it at the same time, the later one decides. */
export function setFeedbackState(
  context: RequestContext,
  id: string,
  state: FeedbackState,
): Promise<FeedbackEntryPayload> {
  return write(context, id, ['id'], async (db, { state: before }) => {
    if (before === state) return;
    await sql`update feedback set state = ${state} where id = ${id}::uuid`.execute(db);
    await recordAudit(db, context, {
      action: AuditAction.FEEDBACK_UPDATED,
      target: { type: AuditTargetType.FEEDBACK, id },
      changes: { feedbackState: { before, after: state } },
    });
  });
}

/** Stores the answer, and mails it to the sender in the sender's language, after the commit. */
export function answerFeedback(
  context: RequestContext,
  { id, text: given }: AnswerFeedbackInput,
): Promise<FeedbackEntryPayload> {
  let mail: (() => void) | undefined;
  return write(
    context,
    id,
    ['input', 'id'],
    async (db, row) => {
      const text = readAnswer(given);
      if (!context.mailer.isSetUp) throw refused('userError.feedback.noMail');
      if (row.isSenderInBin) throw refused('userError.feedback.noSender');
      await sql`update feedback set answer = ${text}, answered_at = now(), state = ${FeedbackState.ANSWERED}
        where id = ${id}::uuid`.execute(db);
      await recordAudit(db, context, {
        action: AuditAction.FEEDBACK_ANSWERED,
        target: { type: AuditTargetType.FEEDBACK, id },
      });
      mail = () => mailAnswer(context, row, text);
    },
    () => mail?.(),
  );
}

async function write(
  context: RequestContext,
  id: string,
  path: string[],
  work: (db: QueryExecutorProvider, row: FeedbackRow) => Promise<void>,
  done?: () => void,
): Promise<FeedbackEntryPayload> {
  try {
    const after = await context.transaction(async (db) => {
      const row = await findFeedback(db, id);
      if (!row)
        throw new RefusedError([{ code: UserErrorCode.NOT_FOUND, path, key: 'userError.feedback.notFound' }]);
      await work(db, row);
      return findFeedback(db, id);
    });
    done?.();
    return { entry: after ? shown(context, after) : null, userErrors: [] };
  } catch (error) {
    const userErrors = refusalsOf(context, error);
    return { entry: await getFeedback(context, id), userErrors };
  }
}

async function checkLimit(db: QueryExecutorProvider, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SENDER_LOCK}, hashtext(${userId}))`.execute(db);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from feedback
    where user_id = ${userId}::uuid and created_at > now() - interval '1 hour'`.execute(db);
  if ((rows[0]?.count ?? 0) < MAX_AN_HOUR) return;
  const params = { max: MAX_AN_HOUR };
  throw new RefusedError([
    { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.feedback.limit', params },
  ]);
}

function mailAnswer({ mailer, links, locale }: RequestContext, row: FeedbackRow, answer: string): void {
  const { senderName: displayName, senderEmail: email, senderLocale } = row;
  const quoted = { answer, asked: row.text };
  const mail = composeMail('feedback', mailLocale(senderLocale, locale), displayName, links.mailed, quoted);
  mailer.later(async () => void (await mailer.send({ email, displayName }, mail)));
}

/**
 * The entity class lacks the key of the row, and the row lacks the methods of the entity. Resolvers read the fields of both.
 */
function shown({ mailer }: RequestContext, { isSenderInBin, ...row }: FeedbackRow) {
  return { ...row, canBeAnswered: mailer.isSetUp && !isSenderInBin } as unknown as FeedbackEntry &
    Pick<FeedbackRow, 'key' | 'senderName' | 'senderEmail'>;
}

function refused(key: Refusal['key']): RefusedError {
  return new RefusedError([{ code: UserErrorCode.NOT_ALLOWED, path: ['input', 'id'], key }]);
}

function refusalsOf({ locale }: RequestContext, error: unknown) {
  if (!(error instanceof RefusedError)) throw error;
  return error.refusals.map((refusal) => toUserError(refusal, locale));
}
