import { ownName } from '../../lib/server/base-path';

const LOCK = ownName('session');

let last: Promise<unknown> = Promise.resolve();

/**
 * Does one piece of work at a time, across all tabs. Browsers have locks only where the page came by https or from
 * this machine; elsewhere the turns are kept within the tab.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if ('locks' in navigator) return navigator.locks.request(LOCK, work);
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}
