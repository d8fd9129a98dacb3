import type { UsersQuery, UsersQueryVariables } from '../../gql/graphql';

/** The first page of the list, as before-paint.js has asked for it while the code loaded. */
export interface FirstPage {
  viewerId: string;
  variables: UsersQueryVariables;
  /** When the answer began, in milliseconds since the page was opened. */
  at: number;
  response: Response;
}

interface Answer {
  data?: UsersQuery | null;
  errors?: unknown;
}

declare global {
  interface Window {
    rollcallFirstPage?: Promise<FirstPage | undefined> | undefined;
  }
}

/** News that came before anything was subscribed was missed. For so long it was so before the page was asked for ahead, too. */
const GAP_MS = 2_000;

let readAt: number | undefined;

/**
 * The answer to the first request of the list, once. It resolves with undefined if it is of another list or another viewer, or if it
 * failed: the request is to be sent then.
 * @returns undefined if there is none: nothing has to be waited for before the request is sent
 */
export function takeFirstPage(
  variables: UsersQueryVariables,
  viewerId: string | undefined,
): Promise<UsersQuery | undefined> | undefined {
  const begun = window.rollcallFirstPage;
  window.rollcallFirstPage = undefined;
  return begun?.then(async (page) => {
    if (!page || page.viewerId !== viewerId || !isSame(page.variables, variables)) return undefined;
    const { data, errors } = (await page.response.json().catch(() => ({}))) as Answer;
    if (!data || errors) return undefined;
    readAt = page.at;
    return data;
  });
}

/** Whether the list was read so long ago that it has to be read again once its news arrives. Asked once. */
export function isFirstPageOld(): boolean {
  const isOld = readAt !== undefined && performance.now() - readAt > GAP_MS;
  readAt = undefined;
  return isOld;
}

function isSame(one: UsersQueryVariables, other: UsersQueryVariables): boolean {
  const text = (variables: UsersQueryVariables) =>
    JSON.stringify(
      Object.entries(variables)
        .filter(([, value]) => value !== undefined)
        .toSorted(),
    );
  return text(one) === text(other);
}
