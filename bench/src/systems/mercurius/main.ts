import process from 'node:process';
import fastify from 'fastify';
import mercurius, { type MercuriusContext } from 'mercurius';
import pg from 'pg';
import { resolvers } from '../sql-graphql/resolvers.js';
import { typeDefs } from '../sql-graphql/schema.js';
import { listUsers, listUsersTuned } from '../sql-graphql/users.js';
import { POOL, SETTINGS } from '../pool.js';

/**
 * Mercurius as https://mercurius.dev/#/docs/api/options has it: `jit: 1` compiles each document that comes a second
 * time, parsing and validation are cached by default, GraphiQL is off by default. Fastify's logger is off.
 *
 * With SEARCH=tuned it searches by Rollcall's statement and settings.
 */
const isTuned = process.env['SEARCH'] === 'tuned';
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  ...POOL,
  ...(isTuned && { options: SETTINGS }),
});
const app = fastify();
await app.register(mercurius, {
  schema: typeDefs,
  resolvers: resolvers<MercuriusContext>(
    pool,
    ({ reply }) => reply.request.ip,
    isTuned ? listUsersTuned : listUsers,
  ),
  jit: 1,
});

process.once('SIGTERM', () => void app.close().then(() => pool.end()));
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
process.stdout.write('ready\n');
