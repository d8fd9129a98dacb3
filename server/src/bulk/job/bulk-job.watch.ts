import { Watch } from '../../subscriptions/watch.js';

/** Steps at once, and at each progress of a job. */
export class BulkJobWatch extends Watch {
  constructor(
    readonly jobId: string,
    onEnd: () => void,
  ) {
    super(onEnd);
  }
}
