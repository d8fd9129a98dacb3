import { shallowReactive } from 'vue';
import { faultOf } from '../../apollo';
import type { RequestFault } from '../../lib/request-fault';
import { listKey, type ListVariables } from './list-query';

/** One piece of work at a time for a list, and why the last did not work. */
export function useTurns() {
  /** By list: the end of what is being done, and why the last did not work. */
  const turns = shallowReactive(new Map<string, Promise<void>>());
  const faults = shallowReactive(new Map<string, RequestFault>());

  function inTurn(list: ListVariables, work: () => Promise<void>): Promise<void> {
    const name = listKey(list);
    const before = turns.get(name);
    // At once where there is none, and not a moment later: a request is on its way by then.
    const done = (before ? before.then(work) : work())
      .then(() => void faults.delete(name))
      .catch((error: unknown) => void faults.set(name, faultOf(error)))
      .then(() => void (turns.get(name) === done && turns.delete(name)));
    turns.set(name, done);
    return done;
  }

  return { turns, faults, inTurn };
}
