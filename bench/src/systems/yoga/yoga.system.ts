import type { System } from '../../system.js';
import { startSystem } from '../server-process.js';
import { read, request } from '../sql-graphql/sql-graphql.system.js';

export const yoga: System = {
  name: 'yoga',
  kind: 'peer',
  packages: ['graphql-yoga', 'graphql', 'pg'],
  start: (options) => startSystem('yoga', options),
  request,
  read,
};
