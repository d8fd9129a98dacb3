import { createServer, type IncomingMessage } from 'node:http';
import process from 'node:process';
import { createSchema, createYoga } from 'graphql-yoga';
import pg from 'pg';
import { resolvers } from '../sql-graphql/resolvers.js';
import { typeDefs } from '../sql-graphql/schema.js';
import { POOL } from '../pool.js';

interface ServerContext {
  req: IncomingMessage;
}

/**
 * GraphQL Yoga on `node:http`, as https://the-guild.dev/graphql/yoga-server/tutorial/basic/03-graphql-server has it. Its
 * caches are on by default (https://the-guild.dev/graphql/yoga-server/v5/features/parsing-and-validation-caching); what
 * is for development is off.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], ...POOL });
const yoga = createYoga<ServerContext>({
  schema: createSchema<ServerContext>({
    typeDefs,
    resolvers: resolvers<ServerContext>(pool, ({ req }) => req.socket.remoteAddress ?? null),
  }),
  graphiql: false,
  landingPage: false,
  logging: false,
});

const server = createServer((request, response) => void yoga(request, response));
process.once('SIGTERM', () => {
  server.close(() => void pool.end());
  server.closeAllConnections();
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.stdout.write('ready\n'));
