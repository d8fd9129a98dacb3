import { expect, test } from 'vitest';
import { person } from '../../../../test/people';
import { isBefore } from './row-order';

const position = { cursor: 'at', previousId: 'one', nextId: 'other' };
const row = person(1, { displayName: 'Élodie', createdAt: '2026-11-24T10:00:00.000Z' });

test.each([
  [{ displayName: 'Eve' }, 'DISPLAY_NAME', 'ASC', false],
  [{ displayName: 'eli' }, 'DISPLAY_NAME', 'ASC', true],
  [{ displayName: 'ELODIE' }, 'DISPLAY_NAME', 'ASC', undefined],
  [{ displayName: '\u200fE\u00adlodie\u00a0' }, 'DISPLAY_NAME', 'ASC', undefined],
  [{ createdAt: '2026-11-25T10:00:00.000Z' }, 'CREATED_AT', 'DESC', true],
  [{ createdAt: '2026-11-25T10:00:00.000Z' }, 'CREATED_AT', 'ASC', false],
  [{ lastSignInAt: '2026-11-25T10:00:00.000Z' }, 'LAST_SIGN_IN_AT', 'DESC', true],
] as const)('%o, ordered by %s %s, stands before the row: %s', (own, field, direction, answer) => {
  const write = { row: person(2, own), position };
  expect(isBefore({ field, direction }, write, row)).toBe(answer);
});

test('where somebody stood by last change, their last change does not tell', () => {
  const write = { row: person(2, { updatedAt: '2026-11-27T10:00:00.000Z' }), position: null };
  expect(isBefore({ field: 'UPDATED_AT', direction: 'DESC' }, write, row)).toBeUndefined();
});
