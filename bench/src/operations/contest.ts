import type { Load } from '../load/load.js';
import type { Sample } from '../result.js';
import type { HttpRequest, Running } from '../system.js';
import type { OwnerSession } from '../systems/rollcall/owner-session.js';
import type { WrittenUsers } from './writes/written-users.js';

export interface Pace {
  rounds: number;
  seconds: number;
  /** Requests of each before the first round; for reads, for three seconds at most. */
  warmUp: number;
  /** In each sample of a write. */
  writes: number;
}

/** A document, and its counterpart: each has a turn in every round. */
export interface Contest {
  name: string;
  hasSameStatements: boolean;
  rollcall: () => Promise<Sample>;
  /** Undefined if it is compared with bare's list. */
  bare?: () => Promise<Sample>;
}

/** What all of them share. */
export interface Stage {
  load: Load;
  pace: Pace;
  postmaster: number | undefined;
  rollcall: Running;
  bare: Running;
  session: OwnerSession;
  /** Bare's list of twenty. */
  list: HttpRequest[];
  users: WrittenUsers;
}
