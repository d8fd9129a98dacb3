import type { System } from '../system.js';
import { mercurius, mercuriusTuned } from './mercurius/mercurius.system.js';
import { obvious } from './obvious/obvious.system.js';
import { postgraphile } from './postgraphile/postgraphile.system.js';
import { yoga } from './yoga/yoga.system.js';

/** Other software for the same work, each configured for production as in its documentation. */
export const peers: System[] = [mercurius, mercuriusTuned, yoga, postgraphile, obvious];
