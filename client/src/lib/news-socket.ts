import { type Client, createClient } from 'graphql-ws';
import { report } from './connection';

/** How often the socket is tried for life, and how long an answer may take. */
const KEEP_ALIVE_MS = 20_000;
const PONG_MS = 5_000;

/** How long it stays open without a subscription: another list on screen is another subscription on the same line. */
const LINGER_MS = 3_000;

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/**
 * The WebSocket by which subscriptions arrive (graphql-ws protocol). It opens with the first subscription, closes
 * after the last, and comes back by itself for as long as it takes, renewing the subscriptions.
 */
export function createNewsSocket(url: string): Client {
  let answer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url,
    keepAlive: KEEP_ALIVE_MS,
    lazyCloseTimeout: LINGER_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: untilRetry,
    on: {
      connected: (_socket, _payload, wasRetry) => {
        report.live('live');
        report.reachable(true);
        if (wasRetry) report.reconnected();
      },
      closed: (event) => {
        clearTimeout(answer);
        report.live(closedByUs(event) ? 'idle' : 'lost');
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
  return client;
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
