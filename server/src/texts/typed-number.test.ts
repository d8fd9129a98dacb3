import { describe, expect, it } from 'vitest';
import { newRecoveryCode, readCode } from '../auth/second-factor/typed-code.js';
import { typedNumber } from './typed-number.js';

/** ICU's ten digits of each numbering system that has a digit for each. */
const SYSTEMS = Intl.supportedValuesOf('numberingSystem')
  .map((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false });
    return { system, digits: Array.from({ length: 10 }, (_, value) => format.format(value)) };
  })
  .filter(({ digits }) => digits.every((digit) => /^\p{Nd}$/u.test(digit)));

/** A number as typed on a phone whose language has its own digits. */
const inDigitsOf = (zero: string, text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));

describe('digits', () => {
  it('are known for every numbering system', () => {
    expect(SYSTEMS.map(({ system }) => system)).toEqual(
      expect.arrayContaining(['arab', 'arabext', 'deva', 'fullwide']),
    );
    expect(SYSTEMS.length).toBeGreaterThan(60);
  });

  it.each(SYSTEMS)('of $system have their value', ({ digits }) => {
    expect(typedNumber(digits.join(''), 10)).toBe('0123456789');
  });

  it('are all that Unicode defines as digits', () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character));
    const values = all.map((digit) => typedNumber(digit, 1));
    expect(values).toEqual(all.map((_, index) => String(index % 10)));
  });
});

describe('a code', () => {
  const recovery = newRecoveryCode();
  it.each([
    ['with marks of direction around it', '\u202a123456\u202c', '123456'],
    ['with a blank that does not break', '123\u00a0456', '123456'],
    ['with a dash of typography', '123–456', '123456'],
    ['with a zero-width blank', '123\u200b456', '123456'],
    ['in Persian digits', '۱۲۳۴۵۶', '123456'],
    ['from right to left', '\u200f١٢٣ ٤٥٦', '123456'],
    [
      'for recovery, with hyphens that do not break',
      recovery.replaceAll('-', '\u2011'),
      recovery.replaceAll('-', ''),
    ],
    ['for recovery, in full width', fullWidth(recovery), recovery.replaceAll('-', '')],
    ['for recovery, in Bengali digits', inDigitsOf('০', recovery), recovery.replaceAll('-', '')],
  ])('is read %s', (_what, typed, code) => {
    expect(readCode(typed)?.code).toBe(code);
  });

  it.each(['1234567', '12345', '½23456', 'Ⅷ23456', '', '\u200b'])('is not read in %j', (typed) => {
    expect(readCode(typed)).toBeUndefined();
  });
});

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
}
