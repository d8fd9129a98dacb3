/**
 * A terminal's Ctrl-C reaches the server directly, and once more through npm or pnpm, which forward it. A person needs longer
 * than this to press again. In milliseconds.
 */
const ECHO = 500;

/** SIGHUP means that the terminal was closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens for stop signals. The returned AbortSignal aborts at the first one. A later one that is not an echo of the first
 * calls `endAtOnce`.
 */
export function listenForStop(endAtOnce: () => void): AbortSignal {
  const stopping = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    firstAt ??= performance.now();
    if (!stopping.signal.aborted) stopping.abort();
    else if (performance.now() - firstAt > ECHO) endAtOnce();
  };
  for (const name of STOP_SIGNALS) process.on(name, onSignal);
  return stopping.signal;
}
