/**
 * Every system's pool of connections. Those that are idle stay: while the others have their turns a pool would close them
 * after ten seconds, which none is without work for under load, and the first searches on a new one took up to 0.6 s.
 */
export const POOL = { max: 10, idleTimeoutMillis: 0 };

/**
 * As Rollcall has it, for those who search by its statement. By several processes a search took 10.9 ms of the database's
 * CPU, Rollcall's by one 3.5. Their statements have one plan each, whatever the values.
 */
export const SETTINGS = '-c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan';
