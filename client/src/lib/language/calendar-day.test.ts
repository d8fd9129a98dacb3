// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dayOf, daysBetween, firstOfLastDays, readDay } from './calendar-day';
import { chooseTimeZone, timeZone } from './time-zone';

afterEach(() => {
  chooseTimeZone(null);
  vi.useRealTimers();
});

const at = (now: string) => vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });

describe('the time zone', () => {
  const browser = Intl.DateTimeFormat().resolvedOptions().timeZone;

  test.each([
    ['Pacific/Kiritimati', 'Pacific/Kiritimati'],
    [null, browser],
    ['', browser],
    ['Mars/Olympus', browser],
  ])('chosen as %s is %s', (chosen, used) => {
    chooseTimeZone('Asia/Tokyo');
    chooseTimeZone(chosen);
    expect(timeZone.value).toBe(used);
  });
});

describe('a day begins at its own midnight', () => {
  test.each([
    ['2026-11-24', 0, 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 0, 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
    ['2026-11-24', 0, 'America/Los_Angeles', '2026-11-24T08:00:00.000Z'],
    ['2026-11-30', 1, 'Pacific/Kiritimati', '2026-11-30T10:00:00.000Z'],
    // Clocks are set forward on 8 March and back on 1 November.
    ['2026-03-08', 0, 'America/Los_Angeles', '2026-03-08T08:00:00.000Z'],
    ['2026-03-08', 1, 'America/Los_Angeles', '2026-03-09T07:00:00.000Z'],
    ['2026-11-01', 0, 'America/Los_Angeles', '2026-11-01T07:00:00.000Z'],
    ['2026-11-01', 1, 'America/Los_Angeles', '2026-11-02T08:00:00.000Z'],
    // From midnight to one o'clock: these days have no midnight.
    ['2026-04-24', 0, 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['2026-09-06', 0, 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    // From one o'clock back to midnight, which this day has twice.
    ['2026-11-01', 0, 'America/Havana', '2026-11-01T04:00:00.000Z'],
    // From midnight back to eleven o'clock: the day before has 25 hours.
    ['2026-10-30', 0, 'Africa/Cairo', '2026-10-29T22:00:00.000Z'],
  ])('%s and %i later in %s at %s', (day, later, zone, moment) => {
    chooseTimeZone(zone);
    expect(readDay(day, later)?.toISOString()).toBe(moment);
  });

  test.each(['2026-02-30', '2026-13-01', '0026-11-01', '24.11.2026', 'soon', '', undefined])(
    'and %s is none',
    (text) => expect(readDay(text)).toBeUndefined(),
  );
});

test.each([
  ['2026-11-24T09:59:59.999Z', '2026-11-24', '2026-11-24'],
  ['2026-11-24T10:00:00.000Z', '2026-11-25', '2026-11-24'],
  ['2026-11-24T07:59:59.999Z', '2026-11-24', '2026-11-23'],
])('%s is on %s in Kiritimati and on %s in Los Angeles', (moment, kiritimati, losAngeles) => {
  chooseTimeZone('Pacific/Kiritimati');
  expect(dayOf(new Date(moment))).toBe(kiritimati);
  chooseTimeZone('America/Los_Angeles');
  expect(dayOf(new Date(moment))).toBe(losAngeles);
});

test('a day of 23 or 25 hours counts as one', () => {
  chooseTimeZone('America/Los_Angeles');
  const days = (from: string, to: string) => daysBetween(new Date(from), new Date(to));
  expect(days('2026-03-08T08:00:00Z', '2026-03-09T07:00:00Z')).toBe(1);
  expect(days('2026-11-01T07:00:00Z', '2026-11-02T07:59:59Z')).toBe(0);
  expect(days('2026-11-01T07:00:00Z', '2026-11-02T08:00:00Z')).toBe(1);
});

test('the last days end today, which is another day elsewhere', () => {
  at('2026-03-02T10:30:00Z');
  chooseTimeZone('Pacific/Kiritimati');
  expect([firstOfLastDays(1), firstOfLastDays(7)]).toEqual(['2026-03-03', '2026-02-25']);
  chooseTimeZone('America/Los_Angeles');
  expect([firstOfLastDays(1), firstOfLastDays(7)]).toEqual(['2026-03-02', '2026-02-24']);
});
