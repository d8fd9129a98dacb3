/**
 * Milliseconds between the pings of a WebSocket. One that has not answered by the next ping is closed, so a dead one is open for
 * 20 s.
 */
export const KEEP_ALIVE_MS = 10_000;
