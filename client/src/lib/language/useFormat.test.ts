import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import { createTexts } from '../../messages/messages';
import type { Language } from './language';
import { useFormat } from './useFormat';

function formatIn(language: Language): ReturnType<typeof useFormat> {
  let format: ReturnType<typeof useFormat> | undefined;
  const probe = { setup: () => ((format = useFormat()), () => null) };
  mount(probe, { global: { plugins: [createTexts(language)] } });
  return format as ReturnType<typeof useFormat>; // Mounting has set it.
}

test('numbers and days are written as the language does', () => {
  const en = formatIn('en');
  expect(en.number(1_000_000)).toBe('1,000,000');
  expect(en.date('2026-10-28T12:00:00.000Z')).toBe('Oct 28, 2026');
  expect(formatIn('ar').date('2026-10-28T12:00:00.000Z')).toContain('2026');
});

test('days near to now have names, and others their weekday', () => {
  const en = formatIn('en');
  const at = (day: number, hours: number) => new Date(2026, 10, day, hours);
  const now = at(24, 1).getTime();
  expect(en.day(at(24, 23).toISOString(), now)).toBe('today');
  expect(en.day(at(23, 0).toISOString(), now)).toBe('yesterday');
  expect(en.day(at(22, 23).toISOString(), now)).toBe('Sunday, November 22, 2026');
  expect(formatIn('ar').day(at(24, 12).toISOString(), now)).toBe('اليوم');
});

describe('a distance in time', () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z');
  const { relative } = formatIn('en');

  test.each([
    ['2026-11-24T11:59:50.000Z', 'now'],
    ['2026-11-24T11:55:00.000Z', '5 minutes ago'],
    ['2026-11-24T09:30:00.000Z', '2 hours ago'],
    ['2026-11-23T11:00:00.000Z', 'yesterday'],
    ['2026-11-09T11:00:00.000Z', '2 weeks ago'],
    ['2025-06-01T12:00:00.000Z', 'last year'],
    ['2026-11-27T12:00:00.000Z', 'in 3 days'],
  ])('to %s reads “%s”', (moment, text) => expect(relative(moment, now)).toBe(text));
});
