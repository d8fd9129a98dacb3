import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

/** What before-paint.js has asked for while the code loaded, beside the renewal of the session. */
export interface FirstAnswer {
  viewerId: string;
  /** The operation's name. */
  name: string;
  variables: object;
  /** When the answer began, in milliseconds since the page was opened. */
  at: number;
  /** What the server answered. It is read while the code loads; empty where that failed. */
  body: Promise<{ data?: unknown; errors?: unknown }>;
}

/** An older answer is not used, as where the code could not be loaded at first. */
const MAX_AGE_MS = 30_000;

declare global {
  interface Window {
    rollcallFirst?: Promise<FirstAnswer | undefined> | undefined;
  }
}

/**
 * The answer to the first request of the page, once. It resolves with undefined if it is of another operation, other variables or another
 * viewer, if it failed, or if it is too old: the request is to be sent then.
 * @returns undefined if there is none: nothing has to be waited for before the request is sent
 */
export function takeFirstAnswer<Data, Variables extends object>(
  { definitions: [operation] }: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  viewerId: string | undefined,
): Promise<{ data: Data; at: number } | undefined> | undefined {
  const begun = window.rollcallFirst;
  window.rollcallFirst = undefined;
  const name = operation?.kind === 'OperationDefinition' ? operation.name?.value : undefined;
  return begun?.then(async (answer) => {
    if (!answer || answer.viewerId !== viewerId || answer.name !== name) return undefined;
    if (textOf(answer.variables) !== textOf(variables)) return undefined;
    const { data, errors } = await answer.body;
    const isOld = performance.now() - answer.at > MAX_AGE_MS;
    return data && !errors && !isOld ? { data: data as Data, at: answer.at } : undefined; // By the operation's name.
  });
}

/** The same for variables in another order, and for those that are left out. */
function textOf(variables: object): string {
  return JSON.stringify(
    Object.entries(variables)
      .filter(([, value]) => value !== undefined)
      .toSorted(),
  );
}
