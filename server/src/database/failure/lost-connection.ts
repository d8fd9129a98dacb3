import type { PoolClient } from 'pg';

/**
 * Returns a lost connection to the pool, also while a transaction holds it. Kysely does not return it if ROLLBACK fails, as on
 * a lost connection: the pool would lose one connection each time, until none is left.
 */
export function releaseWhenLost(client: PoolClient): PoolClient {
  const release = client.release.bind(client);
  let isReleased = false;
  client.release = (error) => {
    if (isReleased) return;
    isReleased = true;
    client.off('end', lost);
    release(error);
  };
  // Looked up at that time, as the budget of a request wraps this method.
  const lost = () => client.release(true);
  client.once('end', lost);
  return client;
}
