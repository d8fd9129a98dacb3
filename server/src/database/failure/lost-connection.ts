import type { PoolClient } from 'pg';

/**
 * Gives a connection back to the pool when it is lost, whoever holds it. Kysely does not where the ROLLBACK of a
 * transaction fails, as it does on a lost connection: the pool would have one less, until there is none.
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
  // As it is by then: the budget of a request has a wrapper of its own around it.
  const lost = () => client.release(true);
  client.once('end', lost);
  return client;
}
