import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { mountApp } from '../../test/mount-app';
import { report } from '../lib/server/connection';
import ConnectionBanner from './ConnectionBanner.vue';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  report.reachable(true);
  report.live('idle');
  vi.useRealTimers();
});

async function banner() {
  const { wrapper } = await mountApp(ConnectionBanner);
  return async (wait: number) => {
    await nextTick();
    await vi.advanceTimersByTimeAsync(wait);
    return wrapper.text();
  };
}

test('says nothing while all is well, nor of a trouble that passes soon', async () => {
  const textAfter = await banner();
  expect(await textAfter(5_000)).toBe('');
  report.live('lost');
  expect(await textAfter(2_000)).toBe('');
  report.live('live');
  expect(await textAfter(5_000)).toBe('');
});

test('tells that news are missing, and is gone at once when they arrive again', async () => {
  const textAfter = await banner();
  report.live('lost');
  expect(await textAfter(3_000)).toContain('Live updates paused');
  report.live('live');
  expect(await textAfter(0)).toBe('');
});

test('tells that the server does not answer', async () => {
  const textAfter = await banner();
  report.reachable(false);
  expect(await textAfter(3_000)).toContain('The server isn’t responding');
});

test('tells that the device is offline before all else', async () => {
  const textAfter = await banner();
  report.reachable(false);
  window.dispatchEvent(new Event('offline'));
  expect(await textAfter(3_000)).toContain('You’re offline');
  window.dispatchEvent(new Event('online'));
});
