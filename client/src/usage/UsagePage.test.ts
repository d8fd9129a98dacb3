import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import type { Component } from 'vue';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import type { Permission } from '../gql/graphql';
import type { Language } from '../lib/language/language';
import { ALL_COUNTED } from './counted';
import PrivacyPage from './PrivacyPage.vue';
import UsagePage from './UsagePage.vue';

const DAYS = Array.from({ length: 30 }, (_, n) =>
  new Date(Date.UTC(2026, 9, 20 + n)).toISOString().slice(0, 10),
);
const counter = (feature: string, outcome: string, today: number, medianMs: number | null = null) => ({
  __typename: 'UsageCounts',
  feature,
  outcome,
  counts: DAYS.map((_, n) => (n === 29 ? today : 0)),
  total: today,
  medianMs,
  mostMs: medianMs && 60_000,
});
const usage = (...counters: object[]) => ({
  usage: { __typename: 'Usage', isOn: true, days: DAYS, counters },
});
const settings = (directory: boolean, viewer: boolean) => ({
  __typename: 'UsageSettings',
  directory,
  viewer,
});

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer({});
});

async function open(
  page: Component,
  { permissions = ['FEEDBACK_READ'] as Permission[], language = 'en' as Language } = {},
) {
  const session = await signedIn({ permissions });
  await mountApp(page, { session, language, provide: { [DefaultApolloClient]: server.client } });
  return session;
}
const shown = () => document.body.textContent;
const rowsOf = (table: Element | undefined) =>
  [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent?.trim()),
  );
const press = async () => {
  document.querySelector<HTMLElement>('[role=switch]')?.click();
  await flushPromises();
};

describe('the page of the counts', () => {
  test('lists all that is counted, also what was not used, with the times of tasks', async () => {
    await open(UsagePage);
    (await server.asked('Usage')).answer(
      usage(counter('CREATE_PERSON', 'DONE', 1_200, 20_000), counter('CREATE_PERSON', 'STOPPED', 3, 5_000)),
    );
    await flushPromises();
    const rows = rowsOf([...document.querySelectorAll('table')].at(-1));
    expect(rows).toHaveLength(ALL_COUNTED.flatMap(({ outcomes }) => outcomes).length);
    expect(rows).toContainEqual(['Create a person', 'Done', '1,200', '20 sec', '1 min']);
    expect(rows).toContainEqual(['Create a person', 'Left before done', '3', '5 sec', '1 min']);
    expect(rows).toContainEqual(['Bin', 'Opened', '0', '', '']);
    expect(server.names).toEqual(['Usage']);
  });

  test('shows by day what was found, and which tasks people leave, as charts that are tables too', async () => {
    await open(UsagePage);
    (await server.asked('Usage')).answer(
      usage(
        counter('SEARCH', 'DONE', 9),
        counter('SEARCH', 'EMPTY', 4),
        counter('EDIT_ROLE', 'STOPPED', 7),
        counter('HOME', 'OPENED', 5),
      ),
    );
    await flushPromises();
    const of = (title: string) =>
      [...document.querySelectorAll('section')].find(
        (each) => each.querySelector('h2')?.textContent === title,
      );
    expect(rowsOf(of('Searches')?.querySelector('table') ?? undefined).at(-1)).toEqual(['Nov 18', '9', '4']);
    expect(rowsOf(of('Uses by day')?.querySelector('table') ?? undefined).at(-1)).toEqual(['Nov 18', '25']);
    expect(of('Searches')?.querySelector('svg a')).toBeNull();
    const left = [...(of('Where people stop')?.querySelectorAll('tbody tr') ?? [])];
    expect(left.map((row) => row.textContent?.trim())).toEqual(['Create or edit a role7', 'Search people4']);
  });

  test('says so where nothing was counted, and offers no switch without SETTINGS_WRITE', async () => {
    await open(UsagePage);
    (await server.asked('Usage')).answer(usage());
    await flushPromises();
    expect(shown()).toContain('Nothing was counted yet.');
    expect(document.querySelector('[role=switch]')).toBeNull();
  });

  test('turns counting off for the directory in one request', async () => {
    const session = await open(UsagePage, { permissions: ['FEEDBACK_READ', 'SETTINGS_WRITE'] });
    (await server.asked('Usage')).answer(usage());
    await flushPromises();
    await press();
    const asked = await server.asked('SetDirectoryUsage');
    expect(asked.variables).toEqual({ isCounted: false });
    asked.answer({ write: { __typename: 'UsageSettingsPayload', settings: settings(false, true) } });
    await vi.waitFor(() =>
      expect(document.querySelector('[role=switch]')?.getAttribute('aria-checked')).toBe('false'),
    );
    expect(session.viewer.value?.isUsageCounted).toBe(false);
    expect(server.names).toEqual(['Usage', 'SetDirectoryUsage']);
  });

  test('can be tried again after a failure, and is in Arabic', async () => {
    await open(UsagePage, { language: 'ar' });
    (await server.asked('Usage')).fail();
    await flushPromises();
    document.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
    (await server.asked('Usage', 2)).answer(usage(counter('HOME', 'OPENED', 5)));
    await flushPromises();
    expect(shown()).toContain('كل ما يُعدّ');
  });
});

describe('the page of one’s privacy', () => {
  test('lists all that is counted, and turns it off in one request', async () => {
    const session = await open(PrivacyPage, { permissions: [] });
    (await server.asked('UsageSettings')).answer({ usageSettings: settings(true, true) });
    await flushPromises();
    expect(document.querySelectorAll('li')).toHaveLength(ALL_COUNTED.length);
    await press();
    const asked = await server.asked('SetOwnUsage');
    expect(asked.variables).toEqual({ isCounted: false });
    asked.answer({ write: { __typename: 'UsageSettingsPayload', settings: settings(true, false) } });
    await vi.waitFor(() =>
      expect(document.querySelector('[role=switch]')?.getAttribute('aria-checked')).toBe('false'),
    );
    expect(session.viewer.value?.isUsageCounted).toBe(false);
    expect(server.names).toEqual(['UsageSettings', 'SetOwnUsage']);
  });

  test('says so where the directory does not count', async () => {
    await open(PrivacyPage, { permissions: [] });
    (await server.asked('UsageSettings')).answer({ usageSettings: settings(false, true) });
    await flushPromises();
    expect(shown()).toContain('Counting is turned off for the whole directory.');
  });

  test('says why where the switch could not be kept', async () => {
    await open(PrivacyPage, { permissions: [] });
    (await server.asked('UsageSettings')).answer({ usageSettings: settings(true, true) });
    await flushPromises();
    await press();
    (await server.asked('SetOwnUsage')).fail();
    await vi.waitFor(() => expect(shown()).toContain('Can’t reach the server'));
  });
});
