import type { OwnSession } from '../../access/viewer.js';
import type { RequestContext } from '../../context.js';
import { UserChangeKind } from '../../users/news/user-change.type.js';
import type { UserSelection, WriteSelection } from '../../users/user.selection.js';
import { readTexts } from '../../users/validation/user.validation.js';
import { readUser } from '../../users/write/user.answer.js';
import { refuse, write } from '../../users/write/user-write.service.js';
import { lockUserRow } from '../../users/write/written-user.row.js';
import { OWN_FIELDS, type UpdateViewerInput, type UpdateViewerPayload } from './update-viewer.types.js';

/** The viewer is read after the transaction. By then the news of the write is being sent as well. */
const NOTHING: WriteSelection = {
  user: undefined,
  lists: new Map(),
  conflict: undefined,
  emailHolder: undefined,
};

/**
 * Changes the fields that viewers may change on their own row. It takes no version: a field that was not sent stays as it is.
 * It is audited and published like every change of a user.
 */
export async function updateViewer(
  context: RequestContext,
  { userId }: OwnSession,
  input: UpdateViewerInput,
  asked: UserSelection | undefined,
): Promise<UpdateViewerPayload> {
  const own = Object.fromEntries(OWN_FIELDS.map((field) => [field, input[field]]));
  const { texts, refusals } = readTexts(own, context.addresses);
  const { userErrors } =
    refusals.length > 0
      ? await refuse(context, refusals, NOTHING)
      : await write(context, UserChangeKind.UPDATED, NOTHING, async (db) => {
          const user = await lockUserRow(db, userId);
          // A viewer whose row is gone is refused before any write.
          if (!user) throw new Error('a viewer without a row');
          return { before: user, after: { ...user, ...texts } };
        });
  return { viewer: asked ? ((await readUser(context.db, userId, asked)) ?? null) : null, userErrors };
}
