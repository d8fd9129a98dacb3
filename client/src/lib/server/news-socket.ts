import { type Client, createClient, type SubscribePayload } from 'graphql-ws';
import { report } from './connection';

/** How often the socket is tried for life, and how long an answer may take. */
const KEEP_ALIVE_MS = 20_000;
const PONG_MS = 5_000;

/** How long it stays open without a subscription: another list on screen is another subscription on the same line. */
const LINGER_MS = 3_000;

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** Closed by the server: the token is invalid (graphql-ws), or its user's permissions have changed. */
const UNAUTHORIZED = 4401;
const CHANGED = 1012;

/**
 * A token for the socket. The one before is named where the server closed the socket that was opened with it, so
 * that a new one is fetched. May wait for as long as there is none; rejects where none can be had for now.
 */
export type SocketAccess = (refused?: string) => Promise<string>;

/**
 * The WebSocket by which subscriptions arrive (graphql-ws protocol). It opens with the first subscription, closes
 * after the last, and comes back by itself for as long as it takes, renewing the subscriptions.
 */
export function createNewsSocket(url: string, access: SocketAccess): Client {
  let answer: ReturnType<typeof setTimeout> | undefined;
  let isLost = false;
  const token = socketToken(access);
  const client = createClient({
    // The server waits for a socket's first message but a few seconds; a token can take longer.
    url: async () => {
      await token.fetch();
      return url;
    },
    connectionParams: () => ({ authorization: `Bearer ${token.current}` }),
    keepAlive: KEEP_ALIVE_MS,
    lazyCloseTimeout: LINGER_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: untilRetry,
    on: {
      connected: () => {
        report.live('live');
        report.reachable(true);
        token.accepted();
        if (isLost) report.reconnected();
        isLost = false;
      },
      closed: (event) => {
        clearTimeout(answer);
        isLost = !closedByUs(event);
        token.closed(event);
        report.live(isLost ? 'lost' : 'idle');
      },
      ping: (received) => {
        // A laptop that slept keeps a socket that looks open and is dead.
        if (!received) answer = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(answer);
      },
    },
  });
  return { ...client, subscribe: resubscribing(client) };
}

/** The token of the socket that is open, or is being opened. */
function socketToken(access: SocketAccess) {
  let isDoubtful = false;
  let refusals = 0;
  const token = {
    current: undefined as string | undefined,
    /** Settles when there is one: an error here would leave the socket's subscriptions waiting for ever. */
    async fetch(): Promise<void> {
      for (let tries = 0; ; tries += 1) {
        if (tries > 0 || refusals > 1) await untilRetry(tries + refusals);
        try {
          token.current = await access(isDoubtful ? token.current : undefined);
          isDoubtful = false;
          return;
        } catch {
          report.live('lost');
        }
      }
    },
    accepted: () => (refusals = 0),
    closed(event: unknown): void {
      const code = event instanceof CloseEvent ? event.code : undefined;
      isDoubtful = code === UNAUTHORIZED || code === CHANGED;
      if (code === UNAUTHORIZED) refusals += 1;
    },
  };
  return token;
}

/** In graphql-ws a refused token ends every subscription. Here they start again with a new token. */
function resubscribing(client: Client): Client['subscribe'] {
  return (payload: SubscribePayload, sink) => {
    let end = () => {};
    function begin(): void {
      end = client.subscribe(payload, {
        next: (value) => sink.next(value as Parameters<typeof sink.next>[0]), // The types are the caller's.
        complete: () => sink.complete(),
        error: (error) =>
          error instanceof CloseEvent && error.code === UNAUTHORIZED ? begin() : sink.error(error),
      });
    }
    begin();
    return () => end();
  };
}

/** Ends early when the browser finds its network again. */
async function untilRetry(retries: number): Promise<void> {
  const over = new AbortController();
  await Promise.race([
    new Promise((resolve) => setTimeout(resolve, retryDelay(retries))),
    new Promise((resolve) => window.addEventListener('online', resolve, { signal: over.signal })),
  ]);
  over.abort();
}

/** Doubles each time; the chance in it keeps all consoles from coming back to a restarted server at once. */
function retryDelay(retries: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** retries) * (0.5 + Math.random());
}

function closedByUs(event: unknown): boolean {
  return event instanceof CloseEvent && event.code === 1000;
}
