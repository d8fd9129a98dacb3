import { type Client, createClient, type ExecutionResult } from 'graphql-ws';
import type { Session } from '../../auth/session/session';
import { socketUrl } from '../../lib/server/base-path';
import { createNewsSocket } from '../../lib/server/news-socket';

interface Listener {
  next: (result: ExecutionResult) => void;
  /** No more will come; with errors where the server refused. */
  end: (errors?: readonly unknown[]) => void;
}

interface Subscription {
  query: string;
  operationName?: string | undefined;
  variables: Record<string, unknown>;
}

/** The console's own kind of socket: it comes back by itself, with a new token where the old one has run out. */
export function viewerSocket(session: Session): Client {
  return createNewsSocket(socketUrl(), (refused) => session.access(refused));
}

/** A script's, or nobody's: what the server refuses is shown, and not tried again. */
export function scriptSocket(token: string | undefined): Client {
  return createClient({
    url: socketUrl(),
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 3,
  });
}

/** Answers with a function that ends it. */
export function listen(
  socket: Client,
  { operationName, ...operation }: Subscription,
  to: Listener,
): () => void {
  let isOver = false;
  function end(errors?: readonly unknown[]): void {
    if (isOver) return;
    isOver = true;
    to.end(errors);
  }
  const unsubscribe = socket.subscribe(
    { ...operation, ...(operationName === undefined ? {} : { operationName }) },
    {
      next: (result) => !isOver && to.next(result as ExecutionResult),
      complete: () => end(),
      error: (error) => end(errorsOf(error)),
    },
  );
  return () => {
    isOver = true;
    unsubscribe();
  };
}

/** In the shape of GraphQL's: what came is a list of them, the reason of a close, or the lack of any answer. */
function errorsOf(error: unknown): readonly unknown[] {
  if (Array.isArray(error)) return error as unknown[];
  if (error instanceof CloseEvent) return [{ message: error.reason, extensions: { closeCode: error.code } }];
  return [];
}
