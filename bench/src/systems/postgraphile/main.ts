import { createServer } from 'node:http';
import process from 'node:process';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';
import { SEARCH_SCHEMA } from './search-function.js';
import { POOL } from '../pool.js';

const service = makePgService({
  connectionString: process.env['DATABASE_URL'] ?? '',
  schemas: ['public', SEARCH_SCHEMA],
  poolConfig: POOL,
});

/**
 * PostGraphile as a library, as https://postgraphile.org/postgraphile/5/usage-library has it, with the Amber preset. What
 * is for development, GraphiQL and watching the database, is off; NODE_ENV=production switches Grafast's checks off.
 */
const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [
    // It takes no partial index for one (these columns lead one each, or are what it is partial by), and offers to
    // filter and order by indexed columns alone: https://postgraphile.org/postgraphile/5/filtering
    jsonPgSmartTags({
      version: 1,
      config: {
        class: {
          'public.users': {
            attribute: {
              created_at: { tags: { isIndexed: true } },
              deleted_at: { tags: { isIndexed: true } },
              status: { tags: { isIndexed: true } },
            },
          },
        },
      },
    }),
  ],
  pgServices: [service],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
});

const server = createServer();
await pgl.createServ(grafserv).addTo(server);
// The schema is there before the first request, so that none waits for it.
await pgl.getSchema();
process.once('SIGTERM', () => {
  server.close(() => void Promise.resolve(pgl.release()).then(() => service.release?.()));
  server.closeAllConnections();
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.stdout.write('ready\n'));
