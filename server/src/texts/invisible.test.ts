import { describe, expect, it } from 'vitest';
import { trimmed, withoutInvisible } from './invisible.js';

describe('a stored text', () => {
  it.each([
    ['  Ada\u00a0', 'Ada'],
    ['\u202aAda\u202c', 'Ada'],
    ['\u2067علي\u2069', 'علي'],
    ['\u200f\u200bAda \u200e', 'Ada'],
    ['Ada\u200b Love\u00adlace\ufeff', 'Ada Lovelace'],
    ['A\u2060d\u3164a', 'Ada'],
    ['A\u200dd\u200c\u200da', 'Ada'],
    ['王\u200d明', '王明'],
    ['', ''],
    ['\u200b\u200d', ''],
  ])('%j has no useless invisible character: %j', (given, kept) => {
    expect(trimmed(given)).toBe(kept);
  });

  it.each([
    ['ZWNJ between Persian letters', 'علی\u200cرضا'],
    ['ZWJ behind a Sinhala virama', 'ශ්\u200dරී'],
    ['ZWNJ behind a Devanagari virama', 'क्\u200cष'],
    ['ZWJ in an emoji', '👩\u200d🚀 Ada'],
    ['ZWJ behind a variation selector', '🏳\ufe0f\u200d🌈'],
    ['ZWJ behind a skin tone', '👩🏽\u200d🚀'],
    ['a variation selector at the end', 'Ada ❤\ufe0f'],
    ['the form of an ideograph, at the end', '葛\u{e0100}'],
    ['an emoji flag of tags, at the end', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['a Mongolian variation', 'ᠠ\u180bᠠ'],
    ['a filler of Old Hangul within', '가\u115fᅡ'],
    ['a mark of direction between two scripts', 'C++\u200e (علي)'],
  ])('keeps %s', (_what, text) => {
    expect(trimmed(` ${text} `)).toBe(text);
  });

  it('takes linear time for many joiners', () => {
    const started = performance.now();
    trimmed(`é${'\u200d'.repeat(100_000)}é`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('has no invisible character in a key', () => {
    expect(withoutInvisible('A\u200dd\u00ada ❤\ufe0f 葛\u{e0100}')).toBe('Ada ❤ 葛');
  });
});
