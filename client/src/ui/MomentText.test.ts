import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { h, nextTick } from 'vue';
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
  expect(wrapper.text()).toMatch(/^5 minutes ago, November 24, 2026 at /);
  vi.advanceTimersByTime(120_000);
  await nextTick();
  expect(wrapper.text()).toMatch(/^7 minutes ago, /);
});

test('all texts on screen share one interval, and none is left when they are gone', async () => {
  const { app } = await mountApp(() => [1, 2, 3].map(() => h(MomentText, { moment, relative: true })));
  expect(vi.getTimerCount()).toBe(1);
  app.unmount();
  expect(vi.getTimerCount()).toBe(0);
});
