/**
 * A terminal's Ctrl-C reaches us straight and once more through npm or pnpm, which pass it on; a person who
 * presses again takes longer than this. In milliseconds.
 */
const ECHO = 500;

/** SIGHUP is a terminal being closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens for wishes to stop: the signal that comes back aborts at the first one, `endAtOnce` is called at a later
 * one that is no echo of the first.
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
