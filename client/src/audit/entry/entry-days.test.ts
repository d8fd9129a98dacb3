import { expect, test } from 'vitest';
import { entry } from '../../../test/audit-entries';
import { daysOf } from './entry-days';

/** The ids of the entries, a list a day and in it a list a group. */
const shape = (...entries: ReturnType<typeof entry>[]) =>
  daysOf(entries).map(({ groups }) => groups.map((group) => group.entries.map(({ id }) => id)));

test('neighbours that say the same are one, and others are not', () => {
  expect(
    shape(
      entry(6, { action: 'SIGNED_IN' }),
      entry(5, { action: 'SIGNED_IN', requestId: 'another', sessionId: 'another' }),
      entry(4),
      entry(3, { action: 'SIGNED_IN' }),
      entry(2, { action: 'SIGNED_IN', actorId: 'ada' }),
      entry(1, { action: 'SIGNED_IN', actorId: 'ada', tokenId: 'a script' }),
    ),
  ).toEqual([[['entry 6', 'entry 5'], ['entry 4'], ['entry 3'], ['entry 2'], ['entry 1']]]);
});

test('different changes are not folded', () => {
  const change = (after: string) => ({ changes: [{ field: 'title', before: null, after }] });
  expect(shape(entry(3, change('Lead')), entry(2, change('Lead')), entry(1, change('Head')))).toEqual([
    [['entry 3', 'entry 2'], ['entry 1']],
  ]);
});

test('a day begins where the reader is, and parts what says the same', () => {
  const at = (hours: number) => new Date(2026, 10, 24, hours).toISOString();
  expect(
    shape(
      entry(3, { occurredAt: at(25) }),
      entry(2, { occurredAt: at(23) }),
      entry(1, { occurredAt: at(0) }),
    ),
  ).toEqual([[['entry 3']], [['entry 2', 'entry 1']]]);
});

test('a group keeps its key when a newer entry joins it', () => {
  const key = (...entries: ReturnType<typeof entry>[]) => daysOf(entries)[0]?.groups[0]?.key;
  expect(key(entry(2), entry(1))).toBe(key(entry(3), entry(2), entry(1)));
});
