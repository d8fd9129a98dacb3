import { Watch } from '../../subscriptions/watch.js';

/** Steps when there is something new about one user. */
export class UserWatch extends Watch {
  constructor(
    /** Of the window. */
    readonly key: string,
    readonly userId: string,
    onEnd: () => void,
  ) {
    super(onEnd);
  }
}
