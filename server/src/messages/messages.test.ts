import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { type Locale, type MessageKey, catalogues, message } from './messages.js';

const KEYS = Object.keys(catalogues.en) as MessageKey[];
const LOCALES = Object.keys(catalogues) as Locale[];

/** The parameters that a text names. */
function paramsOf(locale: Locale, key: MessageKey): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type !== 0 && 'value' in node && typeof node.value === 'string')
      names.add(node.value);
    Object.values(node).forEach(visit);
  };
  visit(new IntlMessageFormat(catalogues[locale][key], locale).getAst());
  return [...names].sort();
}

describe('message', () => {
  it('fills in what the text names', () => {
    expect(message('en', 'start.ready', { url: 'http://localhost:4000' })).toBe(
      'Rollcall is at http://localhost:4000',
    );
  });

  it('writes a port as it is typed, without marks between thousands', () => {
    expect(message('en', 'start.portForbidden', { port: 4000, variable: 'PORT' })).toContain('port 4000;');
  });

  it('counts as each language does', () => {
    expect(message('en', 'start.stopTimedOut', { seconds: 1 })).toContain('1 second ');
    expect(message('en', 'start.stopTimedOut', { seconds: 10 })).toContain('10 seconds ');
    expect(message('ar', 'start.stopTimedOut', { seconds: 2 })).toContain('ثانيتين');
  });

  it('throws when a parameter is missing', () => {
    expect(() => message('en', 'start.ready')).toThrow(/url/);
  });

  it.each(LOCALES)('has every text in %s, with the same parameters', (locale) => {
    expect(Object.keys(catalogues[locale]).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) expect([key, ...paramsOf(locale, key)]).toEqual([key, ...paramsOf('en', key)]);
  });
});
