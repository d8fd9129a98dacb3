import { expect, test } from 'vitest';
import { createTexts } from '../messages/messages';
import { ACTIONS } from './audit-actions';

test('every action has its name and its sentence', () => {
  const texts = createTexts('en').global;
  const without = ACTIONS.flatMap((action) => [`audit.action.${action}`, `audit.sentence.${action}`]).filter(
    (key) => !texts.te(key),
  );
  expect(ACTIONS.length).toBeGreaterThan(20);
  expect(without).toEqual([]);
});
