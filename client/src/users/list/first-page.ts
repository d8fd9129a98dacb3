import type { UsersQuery, UsersQueryVariables } from '../../gql/graphql';
import { takeFirstAnswer } from '../../lib/server/first-answer';
import { inOwnTask } from '../../lib/useTurn';
import { UsersDocument } from '../users.documents';

/** Writes of others between the reading of the page and the subscription are missed. After a longer gap the list is read again. */
const GAP_MS = 2_000;

let readAt: number | undefined;

/** The first page of the list, if it was asked for while the code loaded: see `takeFirstAnswer`. */
export function takeFirstPage(
  variables: UsersQueryVariables,
  viewerId: string | undefined,
): Promise<UsersQuery | undefined> | undefined {
  const begun = takeFirstAnswer(UsersDocument, variables, viewerId);
  if (!begun) return undefined;
  // It may be there already. The rows are drawn after the page, in a task of their own.
  const turn = new Promise<void>(inOwnTask);
  return Promise.all([begun, turn]).then(([answer]) => {
    if (answer) readAt = answer.at;
    return answer?.data;
  });
}

/** Whether the list was read so long ago that it has to be read again once its news arrives. Asked once. */
export function isFirstPageOld(): boolean {
  const isOld = readAt !== undefined && performance.now() - readAt > GAP_MS;
  readAt = undefined;
  return isOld;
}
