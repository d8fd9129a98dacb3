import type { Session } from '../../auth/session/session';

/** By then the news of a write has come, or was missed while the socket was away: what comes later is of another write. */
const EXPECTED_MS = 10_000;

/** When own writes of many users were sent whose news has not come yet. It comes before the answer or after it. */
const expected = new WeakMap<Session, number[]>();

/** Call it when such a write is sent, and `isOff` where it was refused or not answered: then there is no news to expect. */
export function expectOwnBulk(session: Session): { isOff: () => void } {
  const sent = expected.get(session) ?? [];
  const at = performance.now();
  expected.set(session, [...sent, at]);
  return { isOff: () => void expected.set(session, without(session, at)) };
}

/** Whether news of many users by the viewer is that of a write of this tab, whose answer has the list already. */
export function takeOwnBulk(session: Session): boolean {
  const now = performance.now();
  const first = expected.get(session)?.find((at) => now - at < EXPECTED_MS);
  if (first === undefined) return false;
  expected.set(session, without(session, first));
  return true;
}

function without(session: Session, at: number): number[] {
  return (expected.get(session) ?? []).filter((each) => each !== at);
}
