/** The connections that wait for a lock in this database. The locks of other test files are in the same table. */
export const WAITING = `select pid from pg_locks where not granted
  and pid in (select pid from pg_stat_activity where datname = current_database())`;
