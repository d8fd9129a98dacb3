import { ApolloLink, type FetchResult, Observable } from '@apollo/client/core';
import type { Session } from './session';

/** The context of operations that nobody needs to be signed in for. */
export const ANONYMOUS = { isAnonymous: true };

/**
 * Sends the session's token with every operation. One that is refused for want of a good token is sent once more with
 * a new one; where the session has ended, when its person has signed in again. One that is refused because its person
 * may not do it brings along what they may do by now. With a good token at hand it is sent before this returns: what
 * Vue draws anew for what was asked is drawn while the server works.
 */
export function sessionLink(session: Session): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.getContext()['isAnonymous']) return forward(operation);

    return new Observable<FetchResult>((observer) => {
      let isOver = false;
      let sent = { unsubscribe() {} };

      async function send(refused?: string): Promise<void> {
        const current = refused === undefined ? session.currentToken() : undefined;
        const token = current ?? (await session.access(refused));
        if (isOver) return;
        operation.setContext(({ headers }: { headers?: object }) => ({
          headers: { ...headers, authorization: `Bearer ${token}` },
        }));
        const isFirst = refused === undefined;
        const again = () => void send(token).catch((error: unknown) => observer.error(error));
        let isRepeated = false;
        function repeats(result: unknown): boolean {
          // What its person may do is not what was known here: it is read anew, for the pages to show.
          if (codesIn(result).includes('FORBIDDEN')) void session.renew(token).catch(() => undefined);
          return (isRepeated = isFirst && isRefusal(result));
        }
        sent = forward(operation).subscribe({
          next: (result) => (repeats(result) ? again() : observer.next(result)),
          error: (error: { result?: unknown }) => (repeats(error.result) ? again() : observer.error(error)),
          complete: () => !isRepeated && observer.complete(),
        });
      }

      void send().catch((error: unknown) => observer.error(error));
      return () => {
        isOver = true;
        sent.unsubscribe();
      };
    });
  });
}

/** Whether nothing was done because nobody was signed in: what has an answer in it is not asked for twice. */
function isRefusal(result: unknown): boolean {
  const { data } = (result ?? {}) as FetchResult;
  return (
    codesIn(result).includes('UNAUTHENTICATED') && Object.values(data ?? {}).every((value) => value === null)
  );
}

function codesIn(result: unknown): unknown[] {
  const { errors } = (result ?? {}) as FetchResult; // Whatever else it is has no such errors.
  return Array.isArray(errors) ? errors.map((each) => each.extensions?.code) : [];
}
