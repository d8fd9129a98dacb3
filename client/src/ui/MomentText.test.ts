import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { mountApp } from '../../test/mount-app';
import MomentText from './MomentText.vue';

beforeEach(
  () =>
    void vi.useFakeTimers({
      now: new Date('2026-11-24T12:00:00.000Z'),
      toFake: ['Date', 'setInterval', 'clearInterval'],
    }),
);
afterEach(() => void vi.useRealTimers());

const moment = '2026-11-24T11:55:00.000Z';

test('shows the day, and the minute on closer look', async () => {
  const { wrapper } = await mountApp(MomentText, { props: { moment } });
  expect(wrapper.text()).toBe('Nov 24, 2026');
  expect(wrapper.attributes('datetime')).toBe(moment);
  expect(wrapper.attributes('title')).toContain('November 24, 2026');
});

test('tells how long ago it was, as time goes on', async () => {
  const { wrapper } = await mountApp(MomentText, { props: { moment, relative: true } });
  expect(wrapper.text()).toBe('5 minutes ago');
  vi.advanceTimersByTime(120_000);
  await nextTick();
  expect(wrapper.text()).toBe('7 minutes ago');
});
