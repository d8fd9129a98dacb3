import type { System } from '../../system.js';
import { startSystem } from '../server-process.js';
import { read, request } from '../sql-graphql/sql-graphql.system.js';

export const mercurius: System = {
  name: 'mercurius',
  kind: 'peer',
  packages: ['mercurius', 'fastify', 'graphql', 'pg'],
  start: (options) => startSystem('mercurius', options),
  request,
  read,
};
