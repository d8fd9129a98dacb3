import { expect, it } from 'vitest';
import { NewsLag } from './news-lag.js';

function lagAt() {
  let now = 0;
  const lag = new NewsLag(() => now);
  return { lag, at: (ms: number) => ((now = ms), lag) };
}

it('is the time from the first change of a notification until it comes back', () => {
  const { at } = lagAt();
  at(0).begin();
  at(40).begin();
  at(50).sent(true);
  at(80).received();
  expect(at(5_000).seconds).toBe(0.08);
});

it('grows while news cannot be sent, and counts that time when they come back', () => {
  const { at } = lagAt();
  at(0).begin();
  at(50).sent(true);
  at(60).failed();
  at(70).interrupted();
  expect(at(9_000).seconds).toBe(9);
  at(10_000).sent(true);
  at(10_010).received();
  expect(at(10_020).seconds).toBe(10.01);
});

it('has the same start for each notification of one batch', () => {
  const { at } = lagAt();
  at(0).begin();
  at(50).sent(false);
  at(51).sent(true);
  at(60).received();
  at(90).received();
  expect(at(100).seconds).toBe(0.09);
});

it('is zero after a quiet minute', () => {
  const { at } = lagAt();
  at(0).begin();
  at(50).sent(true);
  at(100).received();
  expect(at(60_000).seconds).toBe(0.1);
  expect(at(60_101).seconds).toBe(0);
});
