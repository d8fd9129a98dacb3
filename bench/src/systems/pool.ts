/**
 * Every system's pool of connections. Those that are idle stay: while the others have their turns a pool would close them
 * after ten seconds, which none is without work for under load, and the first searches on a new one took up to 0.6 s.
 */
export const POOL = { max: 10, idleTimeoutMillis: 0 };
