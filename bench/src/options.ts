import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { WarmUp } from './measure.js';
import { type Operation, OPERATIONS } from './operations/operations.js';
import { ROOT } from './paths.js';
import { JOBS, type MeasuredJob } from './result.js';
import { systems } from './systems/systems.js';

/** Of each system, before anything of a size is measured, and before the first round of each job. */
export interface WarmUps {
  first: WarmUp;
  job: WarmUp;
}

export interface Pace {
  rounds: number;
  /** For each system in each round. */
  seconds: number;
}

/** How a size is measured. */
export interface Plan {
  users: number;
  /** For jobs with thousands of answers per second. With many rounds, a short disturbance affects few of them. */
  quick: Pace;
  /**
   * For searches, creates and signing in, which have few answers per second. Searches are reported by their slowest one in a
   * hundred.
   */
  slow: Pace;
}

export interface Options {
  /** Measured instead of requests; undefined for requests. */
  only: Operation[] | undefined;
  smoke: boolean;
  /** The requested values that replace the defaults of `only`: the first of the sizes, the rounds, and their length. */
  asked: Partial<Pace & { users: number }>;
  /** The smallest first. */
  plans: Plan[];
  jobs: MeasuredJob[];
  /** Names; `pgbench` among them where it is to run, if it is installed. */
  systems: string[];
  warmUp: WarmUps;
  /** Recreates the databases. */
  fresh: boolean;
  dataDir: string;
  /** Where the figures go as JSON. */
  out: string | undefined;
  /** Whether docs/benchmarks.md is written. */
  docs: boolean;
}

const TWO_SHORT: Pace = { rounds: 2, seconds: 0.6 };

/** The whole run takes about half an hour on two cores. The largest size matters most. */
const FULL: Plan[] = [
  ...[1_000, 10_000, 100_000].map((users) => ({ users, quick: TWO_SHORT, slow: TWO_SHORT })),
  { users: 1_000_000, quick: { rounds: 14, seconds: 0.5 }, slow: { rounds: 7, seconds: 1 } },
];

/**
 * CPU time for a request fell for 2,000 to 3,000 requests, to half: bare's create from 429 to 200 µs, Rollcall's list from
 * 1,141 to 600. Bare's list, from 135 to 93, took 10,000. Seconds are for a system that does not come that far.
 */
const FULL_WARM_UP: WarmUps = { first: { most: 8_000, seconds: 8 }, job: { most: 1_000, seconds: 4 } };
const SMOKE_PACE: Pace = { rounds: 1, seconds: 0.1 };
const SMOKE: Plan[] = [300, 1_000].map((users) => ({ users, quick: SMOKE_PACE, slow: SMOKE_PACE }));
const SMOKE_WARM_UP: WarmUps = { first: { most: 100, seconds: 0.2 }, job: { most: 20, seconds: 0.05 } };

/** @throws with what is wrong in the arguments */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    // pnpm hands a leading `--` on as it is.
    args: args.filter((argument, index) => index > 0 || argument !== '--'),
    options: {
      only: { type: 'string' },
      sizes: { type: 'string' },
      jobs: { type: 'string' },
      systems: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      out: { type: 'string' },
      data: { type: 'string' },
      docs: { type: 'boolean' },
      fresh: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
    },
  });
  const names = [...systems.map(({ name }) => name), 'pgbench'];
  const narrowed = [values.sizes, values.jobs, values.systems, values.rounds, values.seconds].some(Boolean);
  const plans = readPlans(values);
  const [first] = plans;
  return {
    asked: {
      ...(values.sizes !== undefined && first && { users: first.users }),
      ...askedPace(values),
    },
    only: values.only === undefined ? undefined : chosen('--only', values.only, OPERATIONS),
    smoke: values.smoke,
    plans,
    jobs: chosen('--jobs', values.jobs, JOBS),
    systems: chosen('--systems', values.systems, names),
    warmUp: values.smoke ? SMOKE_WARM_UP : FULL_WARM_UP,
    fresh: values.fresh,
    dataDir: values.data ?? join(ROOT, 'bench/.data'),
    out: values.out,
    // A partial run would write a partial document.
    docs: values.docs ?? !(narrowed || values.smoke),
  };
}

function readPlans(values: { smoke: boolean; sizes?: string; rounds?: string; seconds?: string }): Plan[] {
  const base = values.smoke ? SMOKE : FULL;
  const sizes = values.sizes?.split(',').map((text) => number('--sizes', text.replaceAll('_', '')));
  const plans = sizes?.map((users) => ({ ...planFor(users), users })) ?? base;
  const asked = askedPace(values);
  return plans
    .toSorted((a, b) => a.users - b.users)
    .map(({ users, quick, slow }) => ({
      users,
      quick: { ...quick, ...asked },
      slow: { ...slow, ...asked },
    }));
}

function askedPace({ rounds, seconds }: { rounds?: string; seconds?: string }): Partial<Pace> {
  return {
    ...(rounds !== undefined && { rounds: number('--rounds', rounds) }),
    ...(seconds !== undefined && { seconds: number('--seconds', seconds) }),
  };
}

/** That of the nearest size below. */
function planFor(users: number): Plan {
  const plan = FULL.findLast((each) => each.users <= users) ?? FULL[0];
  if (!plan) throw new Error('there is no plan');
  return plan;
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`${name}: "${text}" is not a number above zero`);
}

function chosen<T extends string>(name: string, text: string | undefined, all: readonly T[]): T[] {
  if (text === undefined) return [...all];
  const asked = text.split(',');
  const unknown = asked.filter((each) => !all.includes(each as T));
  if (unknown.length > 0) throw new Error(`${name}: no ${unknown.join(', ')}; there are ${all.join(', ')}`);
  return all.filter((each) => asked.includes(each));
}
