import type { System } from '../system.js';
import { limits } from './bare/bare.system.js';
import { peers } from './peers.js';
import { rollcalls } from './rollcall/rollcall.system.js';

/** All that is measured, in the order of the tables. The first of the limits is what the others are compared with. */
export const systems: System[] = [...limits, ...peers, ...rollcalls];

/** The name of the one that ratios are taken against. */
export const BASE = 'bare';
