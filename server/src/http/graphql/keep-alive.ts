/**
 * Milliseconds between the pings of a WebSocket. A socket that has not answered by the next ping is closed, so a dead one stays
 * open for 20 s.
 */
export const KEEP_ALIVE_MS = 10_000;
