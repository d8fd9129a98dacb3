import { expect, test } from 'vitest';
import { initials } from './initials';

test.each([
  ['Ada Lovelace', 'A\u200cL'],
  ['  ada   king  noel ', 'A\u200cN'],
  ['Cher', 'C'],
  ['王小明', '王'],
  ['Ольга Ивановна Кузнецова', 'О\u200cК'],
  ['محمد علي', 'م\u200cع'],
  ['(Dr.) “Zoë” O’Neil', 'D\u200cO'],
  ['हिन्दी नाम', 'हि\u200cना'],
  ['R2 D2', 'R\u200cD'],
  ['… 🙂', ''],
  ['', ''],
])('the initials of "%s" are "%s"', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
