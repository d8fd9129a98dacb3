import type { ClaimedJob } from './claimed-job.row.js';

/** At most two messages a second for each job: consoles read their lists again after each. */
const INTERVAL_MS = 500;

/** News of jobs to and from all servers. */
export interface JobChanges {
  /** @param subjectId the user that the news of changed users names, so that lists have to be read again; null if no user was changed */
  publishJob: (jobId: string, subjectId: string | null) => void;
  onJobChange: (listener: (jobId: string) => void) => void;
}

/** Sends the news of one job that this server works on. */
export class BulkNews {
  readonly #changes: Pick<JobChanges, 'publishJob'>;
  readonly #job: Pick<ClaimedJob, 'id' | 'subjectId'>;
  #sentAt = -Infinity;
  #hasChangedUsers = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(changes: Pick<JobChanges, 'publishJob'>, job: Pick<ClaimedJob, 'id' | 'subjectId'>) {
    this.#changes = changes;
    this.#job = job;
  }

  /** Notes progress of the job. */
  note(hasChangedUsers: boolean): void {
    this.#hasChangedUsers ||= hasChangedUsers;
    const wait = Math.max(0, this.#sentAt + INTERVAL_MS - performance.now());
    this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Sends at once, when the job has ended on this server. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentAt = performance.now();
    this.#changes.publishJob(this.#job.id, this.#hasChangedUsers ? this.#job.subjectId : null);
    this.#hasChangedUsers = false;
  }
}
