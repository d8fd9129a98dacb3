// Must come before the entity: its decorators write metadata.
import 'reflect-metadata';
import process from 'node:process';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM } from '@mikro-orm/postgresql';
import { buildSchema } from 'type-graphql';
import { User } from './user.entity.js';
import { type RequestContext, UserResolver } from './user.resolver.js';
import { POOL } from '../pool.js';

/**
 * The parts of Rollcall combined as in their getting-started pages:
 * https://www.apollographql.com/docs/apollo-server/api/standalone, https://typegraphql.com/docs/getting-started.html and
 * https://mikro-orm.io/docs/quick-start.
 */
const orm = await MikroORM.init({
  clientUrl: process.env['DATABASE_URL'] ?? '',
  entities: [User],
  metadataProvider: ReflectMetadataProvider,
  forceUtcTimezone: true,
  pool: POOL,
});
const server = new ApolloServer<RequestContext>({
  schema: await buildSchema({ resolvers: [UserResolver] }),
  stopOnTerminationSignals: false,
});
await startStandaloneServer(server, {
  listen: { port: Number(process.env['PORT']), host: '127.0.0.1' },
  context: async () => ({ em: orm.em.fork() }),
});

process.once('SIGTERM', () => void server.stop().then(() => orm.close()));
process.stdout.write('ready\n');
