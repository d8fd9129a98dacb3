/**
 * Every system's pool of connections. Idle ones stay open: during the turns of the others a pool would close them after ten
 * seconds, which does not happen under load, and the first searches on a new connection took up to 0.6 s.
 */
export const POOL = { max: 10, idleTimeoutMillis: 0 };

/**
 * Rollcall's settings, for systems that search by its statement. With parallel workers a search took 10.9 ms of the database's
 * CPU, with Rollcall's single process 3.5 ms. Their statements have one plan each, for all values.
 */
export const SETTINGS = '-c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan';
