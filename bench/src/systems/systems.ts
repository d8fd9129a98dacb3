import type { System } from '../system.js';
import { limits } from './bare/bare.system.js';
import { peers } from './peers.js';
import { rollcalls } from './rollcall/rollcall.system.js';

/** All measured systems, in the order of the tables. The others are compared with the first of the limits. */
export const systems: System[] = [...limits, ...peers, ...rollcalls];

/** The name of the base of all ratios. */
export const BASE = 'bare';
