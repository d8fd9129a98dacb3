import { measure, type Task } from '../../measure.js';
import type { Sample } from '../../result.js';
import type { Running } from '../../system.js';
import { graphqlRequest } from '../../systems/graphql-request.js';
import type { Contest, Stage } from '../contest.js';
import { readDocumentFiles } from '../document-files.js';
import { type WritePair, writePairs } from './write-requests.js';

/** The number of writes ends a sample. */
const MAX_SECONDS = 600;

/** Each write that the folder has, warm. */
export async function writeContests(stage: Stage): Promise<Contest[]> {
  const contests: Contest[] = [];
  for (const pair of readDocumentFiles().flatMap(writePairs)) {
    contests.push({
      name: pair.name,
      hasSameStatements: true,
      rollcall: await writing(stage, stage.rollcall, pair, 'rollcall'),
      bare: await writing(stage, stage.bare, pair, 'bare'),
    });
  }
  return contests;
}

/** Each user is written to once in a sample: a second time nothing would change, or the version be stale. */
async function writing(
  { load, pace, postmaster, session, list, users }: Stage,
  running: Running,
  pair: WritePair,
  by: 'rollcall' | 'bare',
): Promise<() => Promise<Sample>> {
  const sample = async () => {
    // A new sign-in comes before the reset, which removes its entry from the audit trail.
    const headers = await session.headers();
    const prime = by === 'bare' ? list : [graphqlRequest('{ viewer { id } }', {}, headers)];
    const inputs = await users.reset(pair.users);
    await users.vacuum();
    const requests = inputs.map((input) => pair[by](input, headers));
    const task: Task = { requests, seconds: MAX_SECONDS, most: inputs.length, prime };
    const found = await measure(load, running, postmaster, task);
    const audited = await users.countAudited();
    if (audited !== inputs.length) {
      throw new Error(`${by} answered ${inputs.length} × ${pair.name} and recorded ${audited}`);
    }
    return found;
  };
  for (let done = 0; done < pace.warmUp; done += pace.writes) await sample();
  return sample;
}
