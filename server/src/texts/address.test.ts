import { describe, expect, it } from 'vitest';
import { seedRow } from '../seed/seed.rows.js';
import { newAddress, typedAddress } from '../users/validation/email-address.validation.js';
import { withStoredDomains } from './address.js';

describe('an address', () => {
  it.each([
    ['max@xn--mller-kva.example', 'max@müller.example'],
    ['max@XN--MLLER-KVA.example', 'max@müller.example'],
    ['max@MÜLLER.example', 'max@müller.example'],
    ['max@mu\u0308ller.example', 'max@müller.example'],
    ['max@müller。example', 'max@müller.example'],
    ['max＠müller.example', 'max@müller.example'],
    ['max@mül\u00adler.example', 'max@müller.example'],
    ['a@xn--strae-oqa.de', 'a@straße.de'],
    ['a@strasse.de', 'a@strasse.de'],
    ['a@xn--mgba3gch31f060k.com', 'a@نامه\u200cای.com'],
    ['a@xn--j6w193g.xn--90a3ac', 'a@香港.срб'],
    ['tëst@bars.example', 'tëst@bars.example'],
    ['𠮷@bars.example', '𠮷@bars.example'],
    ['𐐨𐐩@bars.example', '𐐨𐐩@bars.example'],
    ['"qq"@bars.example', 'qq@bars.example'],
    [String.raw`"q\q"@bars.example`, 'qq@bars.example'],
    ['"a b"@bars.example', '"a b"@bars.example'],
    ['\u202aada@bars.example\u202c', 'ada@bars.example'],
    ['\u200e ada@bars.example\u00a0', 'ada@bars.example'],
    ['\ufeffada@bars.example', 'ada@bars.example'],
    ['a\u200bda@bars.example', 'ada@bars.example'],
    ['Ada@Bars.example', 'Ada@Bars.example'],
  ])('%j is stored as %j, which stays unchanged', (typed, kept) => {
    expect([newAddress(typed), newAddress(kept)]).toEqual([kept, kept]);
  });

  it.each([
    ['a capital of one script among another', 'a@аpple.com', 'a@xn--pple-43d.com'],
    ['Cyrillic letters that are drawn like Latin ones', 'a@аррӏе.com', 'a@xn--80ak6aa92e.com'],
    ['Greek letters that are drawn like Latin ones', 'a@ονο.com', 'a@xn--yxadb.com'],
    ['the same, in punycode', 'a@XN--80ak6aa92e.com', 'a@xn--80ak6aa92e.com'],
  ])('whose domain could be mistaken for another shows it in ASCII: %s', (_what, typed, kept) => {
    expect([newAddress(typed), newAddress(kept)]).toEqual([kept, kept]);
  });

  it.each([
    'a\u3000b@bars.example',
    'a\u2003b@bars.example',
    'a\u00a0b@bars.example',
    'a b@bars.example',
    '"a\u3000b"@bars.example',
    'ب\u200cب@bars.example',
    'a@xn--a.example',
    'a@xn--example-.example',
    'a@mü_ller.example',
    'a@mü ller.example',
    'a@\u200d\u200c.example',
    `a@${'ü'.repeat(60)}.example`,
    `a@${'ü.'.repeat(80)}example`,
    'a@１２７.１',
    'müller.example',
    '@müller.example',
    'a@b@müller.example',
    '\ud842@bars.example',
  ])('%j is invalid', (typed) => {
    expect(newAddress(typed)).toBeUndefined();
  });

  it('that is invalid is looked up as typed, and not found', () => {
    expect(typedAddress('a@mü_ller.example')).toBe('a@mü_ller.example');
    expect(typedAddress('a\0@bars.example')).toBeUndefined();
  });

  it('of the seed has the stored spelling', () => {
    const seeded = Array.from({ length: 500 }, (_, index) => seedRow(index, 500).values[1] ?? '');
    expect(seeded.map((email) => newAddress(email))).toEqual(seeded);
  });
});

describe('a search term', () => {
  it.each([
    ['eva@xn--mller-kva.example', 'eva@müller.example'],
    ['xn--mller-kva', 'müller'],
    ['mail.XN--MLLER-KVA.example eva', 'mail.müller.example eva'],
    ['@MÜLLER', '@müller'],
    ['@müller.', '@müller.'],
    ['@аpple.com', '@xn--pple-43d.com'],
    ['xn--mller-k', 'xn--mller-k'],
    ['Müller', 'Müller'],
    ['0%@é_', '0%@é_'],
  ])('%j has its domains in the stored spelling: %j', (term, stored) => {
    expect(withStoredDomains(term)).toBe(stored);
  });
});
