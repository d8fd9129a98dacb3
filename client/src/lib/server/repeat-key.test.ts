import { expect, test } from 'vitest';
import { RepeatKey } from './repeat-key';

const keyOf = (key: RepeatKey, input: object) => key.contextFor(input).headers['idempotency-key'];

test('a key stays while the same is sent and nothing was answered', () => {
  const key = new RepeatKey();
  const first = keyOf(key, { email: 'a@example.org' });
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(keyOf(key, { email: 'a@example.org' })).toBe(first);
  const other = keyOf(key, { email: 'b@example.org' });
  expect(other).not.toBe(first);
  key.answered();
  expect(keyOf(key, { email: 'b@example.org' })).not.toBe(other);
});
