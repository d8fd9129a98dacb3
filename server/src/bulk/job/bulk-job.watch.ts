import { Watch } from '../../subscriptions/watch.js';

/** Steps at once, and when a job has moved on. */
export class BulkJobWatch extends Watch {
  constructor(
    readonly jobId: string,
    onEnd: () => void,
  ) {
    super(onEnd);
  }
}
