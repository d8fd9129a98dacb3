import { expect, test, vi } from 'vitest';
import { traceHeaders } from './trace-context';

test('one request in a hundred has a traceparent of its own, which asks to be traced', () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.0099);
  const { traceparent = '' } = traceHeaders();
  expect(traceparent).toMatch(/^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-01$/);
  expect(traceHeaders().traceparent).not.toBe(traceparent);
  random.mockReturnValue(0.01);
  expect(traceHeaders()).toEqual({});
});
