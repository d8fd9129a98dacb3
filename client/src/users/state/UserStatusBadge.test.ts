import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { mountApp } from '../../../test/mount-app';
import UserStatusBadge from './UserStatusBadge.vue';

beforeEach(
  () =>
    void vi.useFakeTimers({
      now: new Date('2026-11-24T12:00:00.000Z'),
      toFake: ['Date', 'setInterval', 'clearInterval'],
    }),
);
afterEach(() => void vi.useRealTimers());

const show = async (state: string, invitationExpiresAt: string | null = null) =>
  (await mountApp(UserStatusBadge, { props: { user: { state, invitationExpiresAt } } })).wrapper;

test.each([
  ['NO_ACCESS', 'No access yet'],
  ['INVITATION_EXPIRED', 'Invitation expired'],
  ['ACTIVE', 'Active'],
  ['DEACTIVATED', 'Deactivated'],
  ['DELETED', 'Deleted'],
])('says %s in words', async (state, words) => {
  expect((await show(state, '2026-11-01T12:00:00.000Z')).text()).toBe(words);
});

test('tells until when an invitation can be used, and that it has expired as soon as it has', async () => {
  const badge = await show('INVITED', '2026-11-24T12:02:00.000Z');
  expect(badge.text()).toBe('InvitedExpires in 2 minutes');
  vi.advanceTimersByTime(60_000);
  await nextTick();
  expect(badge.text()).toBe('InvitedExpires in 1 minute');
  vi.advanceTimersByTime(60_000);
  await nextTick();
  expect(badge.text()).toBe('Invitation expired');
});

test('shares one interval with all other rows', async () => {
  const started = vi.spyOn(globalThis, 'setInterval');
  for (let row = 0; row < 5; row += 1) await show('INVITED', '2026-11-25T12:00:00.000Z');
  expect(started).toHaveBeenCalledTimes(1);
});
