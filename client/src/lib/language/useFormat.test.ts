import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { createTexts } from '../../messages/messages';
import type { Language } from './language';
import { chooseTimeZone } from './time-zone';
import { useFormat } from './useFormat';

afterEach(() => chooseTimeZone(null));

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

describe('in the time zone of the account', () => {
  const moment = '2026-11-24T09:30:00.000Z';

  test.each([
    ['Pacific/Kiritimati', 'Nov 24, 2026', '11:30 PM'],
    ['America/Los_Angeles', 'Nov 24, 2026', '1:30 AM'],
    ['Asia/Kolkata', 'Nov 24, 2026', '3:00 PM'],
  ])('%s, days and clocks are read', (zone, day, time) => {
    chooseTimeZone(zone);
    const en = formatIn('en');
    expect(en.date(moment)).toBe(day);
    expect(en.time(moment)).toBe(time);
    expect(en.dateTime(moment)).toBe(`November 24, 2026 at ${time}`);
  });

  test('a day ends at its own midnight', () => {
    chooseTimeZone('Pacific/Kiritimati');
    const en = formatIn('en');
    const now = Date.parse('2026-11-24T10:00:00.000Z');
    expect(en.day('2026-11-24T10:00:00.000Z', now)).toBe('today');
    expect(en.day('2026-11-24T09:59:59.999Z', now)).toBe('yesterday');
    expect(en.day('2026-11-23T09:59:59.999Z', now)).toBe('Monday, November 23, 2026');
    expect(en.month('2026-11-30T10:00:00.000Z')).toBe('Dec 2026');
  });

  test('a day of the calendar is the same everywhere', () => {
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
      chooseTimeZone(zone);
      expect(formatIn('en').calendarDay('2026-11-24')).toBe('Nov 24, 2026');
    }
  });

  test('what is on screen follows another choice', () => {
    const en = formatIn('en');
    chooseTimeZone('Pacific/Kiritimati');
    expect(en.time(moment)).toBe('11:30 PM');
    chooseTimeZone('America/Los_Angeles');
    expect(en.time(moment)).toBe('1:30 AM');
  });
});
