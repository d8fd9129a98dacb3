import { withClient } from '../../database/database.js';
import { graphqlRequest } from '../../systems/graphql-request.js';
import { OwnerSession } from '../../systems/rollcall/owner-session.js';
import { startCountingProxy } from '../../wire/counting-proxy.js';
import { withProduct } from '../product.js';
import { type Asked, clear, openStage, send, WHO } from './asked.js';
import type { Sources } from './sources.js';

/** The database traffic of one request. */
export interface Sent {
  /** Messages, each of which the server waits for. */
  messages: number;
  statements: number;
}

/** Of the third request of each: its document is known by then. */
export async function countSent(
  databaseUrl: string,
  sources: Sources,
  asked: Asked[],
): Promise<Map<string, Sent>> {
  const proxy = await startCountingProxy(databaseUrl, (name) => /^rollcall(-fast)?$/.test(name));
  const counts = new Map<string, Sent>();
  try {
    await withProduct(proxy.databaseUrl, ({ running }) =>
      withClient(databaseUrl, async (client) => {
        for (const each of asked) {
          const requests = await each.requests(
            await openStage(sources, running, client, new OwnerSession(running)),
            3,
          );
          const last = requests.pop();
          if (!last) throw new Error(`there is no request of ${each.name}`);
          for (const request of requests) await send(running, request);
          // A change of access has evicted the cached viewer.
          if (last.headers['authorization']) await send(running, graphqlRequest(WHO, {}, last.headers));
          const messages = await proxy.sentBy(() => send(running, last));
          counts.set(each.name, { messages: messages.length, statements: messages.flat().length });
          await clear(client, each);
        }
      }),
    );
  } finally {
    proxy.close();
  }
  return counts;
}
