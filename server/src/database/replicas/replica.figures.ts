import { Tally } from '../../figures/tally.js';

/** Statements that a replica may answer, by which server did. Nothing is counted without replicas. */
export const oldReads = new Tally<'replica' | 'primary'>(['replica', 'primary']);
