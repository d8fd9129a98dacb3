import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import { read } from '../../database/reads.js';

/** With more people than this, sample people not counted, the first steps are hidden. */
const FEW = 10;

/** The progress of setting up a new directory. */
export interface Progress {
  people: number;
  samplePeople: number;
  hasInvited: boolean;
  hasSecondFactor: boolean;
  hasAccessToken: boolean;
  sendsMail: boolean;
}

/**
 * Null if the directory has more than a few people and no sample people. One statement, whose cost does not grow with the
 * directory.
 */
export async function firstSteps(
  { viewer, mailer }: RequestContext,
  db: QueryExecutorProvider,
): Promise<Progress | null> {
  const progress = await readProgress(db, viewer?.userId ?? null);
  return progress && { ...progress, sendsMail: mailer.isSetUp };
}

async function readProgress(db: QueryExecutorProvider, viewerId: string | null) {
  const statement = sql<
    Omit<Progress, 'sendsMail'> & { isFew: boolean }
  >`select c.people - s.live <= ${FEW} or s.every > 0 as "isFew",
      (c.people - s.live)::int as people, s.every::int as "samplePeople",
      exists (select from invitations) as "hasInvited",
      coalesce((select has_second_factor from users where id = ${viewerId}::uuid), false) as "hasSecondFactor",
      exists (select from access_tokens where user_id = ${viewerId}::uuid) as "hasAccessToken"
    from (select coalesce(sum(count), 0) as people from user_counts where status <> 'DELETED') as c,
      (select count(*) as every, count(*) filter (where u.deleted_at is null) as live
        from sample_users join users u on u.id = user_id) as s`;
  const [row] = await read(db, statement, 'short');
  if (!row?.isFew) return null;
  const { isFew: _isFew, ...progress } = row;
  return progress;
}
