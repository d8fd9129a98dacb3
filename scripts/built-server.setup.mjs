/**
 * A set-up file of the server's tests: some start the built server, all of them the same build. Those that need the console and
 * the documentation too, before nginx, are in the large suite.
 */
import { buildStale } from './build.mjs';
import { suite } from './suites.mjs';

export default () => buildStale(suite === 'large' ? ['server', 'client', 'docs'] : ['server']);
