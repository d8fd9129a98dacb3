import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import type { CreateUserInput } from '../write/user.inputs.js';
import { readTexts } from './user.validation.js';

/** The stored text, or the code of the refusal. */
function kept(input: Partial<CreateUserInput>): unknown {
  const { texts, refusals } = readTexts(input as CreateUserInput);
  return refusals[0]?.code ?? Object.values(texts)[0];
}

describe('a locale', () => {
  it.each([
    ['en_US', 'en-US'],
    ['zh_Hans_CN', 'zh-Hans-CN'],
    ['de_DE.UTF-8', 'de-DE'],
    ['iw', 'he'],
    ['ES-latn-419', 'es-Latn-419'],
    ['de-ch-1996-u-co-phonebk', 'de-CH-1996-u-co-phonebk'],
    ['hsb-x-ours', 'hsb-x-ours'],
    ['art-lojban', 'jbo'],
  ])('is stored as a canonical tag: %s as %s', (locale, tag) => {
    expect([kept({ locale }), kept({ locale: tag })]).toEqual([tag, tag]);
  });

  it.each(['english', 'posix', 'C', 'x-ours', 'i-klingon', 'zh-yue', 'sr_RS@latin', 'en_US_', 'en--US'])(
    'is refused: %s',
    (locale) => {
      expect(kept({ locale })).toBe('INVALID');
    },
  );
});

describe('a time zone', () => {
  const ABBREVIATIONS =
    'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT EST HST IET IST JST MIT MST NET NST PLT PNT PRT PST SST VST';
  const SYSTEM_V = ['AST4', 'AST4ADT', 'EST5', 'EST5EDT', 'CST6', 'MST7', 'PST8PDT', 'YST9', 'HST10'];
  const OFFSETS = ['+02:00', 'GMT+2', 'UTC+1', 'Z', 'Etc/GMT+25', 'EST5EDT', 'Etc/Unknown'];

  it.each([...ABBREVIATIONS.split(' '), ...SYSTEM_V.map((name) => `SystemV/${name}`), ...OFFSETS])(
    'is refused if only ICU or another program knows it: %s',
    (timeZone) => {
      expect(kept({ timeZone })).toBe('INVALID');
    },
  );

  it('is accepted in any case if Intl lists it', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    expect(zones.map((zone) => kept({ timeZone: zone.toUpperCase() }))).toEqual(zones);
  });
});
