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

/** Searches by Rollcall's statement, so that only the servers differ. Otherwise it is the same as the other one. */
export const mercuriusTuned: System = {
  ...mercurius,
  name: 'mercurius-tuned',
  start: (options) => startSystem('mercurius', options, { SEARCH: 'tuned' }),
  request: (job, input) => (job === 'search' ? request(job, input) : undefined),
};
