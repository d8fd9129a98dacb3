import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bulkJob, endedJob } from '../../../test/bulk-jobs';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { timeZone } from '../../lib/language/time-zone';
import { sideListsOf } from '../../views/side-bar/useSideLists';
import { bulkRoutes } from '../bulk.routes';
import BulkCards from './BulkCards.vue';
import { unwatchJob, watchedJobs, watchJob } from './watched-jobs';

beforeEach(() => {
  for (const id of watchedJobs('olga')) unwatchJob('olga', id);
});

async function openCards(...ids: string[]) {
  for (const id of ids) watchJob('olga', id);
  const server = new FakeServer({});
  await mountApp(BulkCards, {
    routes: bulkRoutes,
    path: '/jobs',
    provide: { [DefaultApolloClient]: server.client },
  });
  return server;
}

const cards = () => [...document.querySelectorAll('.bulk-cards section')];
const text = () => cards()[0]?.textContent ?? '';

function button(label: string): HTMLButtonElement {
  const found = [...document.querySelectorAll<HTMLButtonElement>('.bulk-cards button')].find(
    (each) => each.textContent?.trim() === label || each.getAttribute('aria-label') === label,
  );
  if (!found) throw new Error(`There is no button "${label}".`);
  return found;
}

const VIEW_ID = '00000000-0000-7000-8000-0000000000aa';
const savedView = (own: object) => ({
  __typename: 'SavedView',
  id: VIEW_ID,
  name: 'Waiting',
  query: 'status=INVITED',
  layout: null,
  isShared: false,
  version: 1,
  viewerCanUpdate: true,
  ...own,
});

// Each test has a job of its own: the state of a job is remembered.
describe('the card of a job', () => {
  test('shows its progress without a request', async () => {
    const server = await openCards(bulkJob(11).id);
    const news = await server.asked('BulkJobChanged');
    news.answer({ bulkJobChanged: bulkJob(11) });
    await vi.waitFor(() => expect(text()).toContain('20 of 140'));
    expect(document.querySelector('progress')?.getAttribute('value')).toBe(String(20 / 140));
    news.answer({ bulkJobChanged: bulkJob(11, { position: 70 }) });
    await vi.waitFor(() => expect(text()).toContain('70 of 140'));
    // Older news that comes late.
    news.answer({ bulkJobChanged: bulkJob(11, { position: 60 }) });
    await flushPromises();
    expect(text()).toContain('70 of 140');
    news.answer({ bulkJobChanged: endedJob(11) });
    await vi.waitFor(() => expect(text()).toContain('132 changed · 6 unchanged · 2 not allowed'));
    expect(document.querySelector('.bulk-cards [role=status]')?.textContent).toBe(
      'Done. 132 changed · 6 unchanged · 2 not allowed',
    );
    expect(server.names).toEqual(['BulkJobChanged']);
  });

  test('brings the counts of the side bar when it ends, and not before', async () => {
    const server = await openCards(bulkJob(19).id);
    const side = sideListsOf(server.client);
    const news = await server.asked('BulkJobChanged');
    expect(news.variables).toEqual({ id: bulkJob(19).id, timeZone: timeZone.value });
    news.answer({ bulkJobChanged: { ...bulkJob(19), lists: null } });
    await vi.waitFor(() => expect(text()).toContain('20 of 140'));
    expect(side.counts.size).toBe(0);
    const count = (totalCount: number) => ({ totalCount, totalCountIsCapped: false });
    const fixed = ['everyone', 'noAccess', 'invited', 'deactivated', 'bin'];
    const lists = {
      ...Object.fromEntries(fixed.map((key, at) => [key, { __typename: 'UserConnection', ...count(at) }])),
      views: [savedView({ userCount: { __typename: 'UserCount', ...count(9) } })],
    };
    news.answer({ bulkJobChanged: { ...endedJob(19), lists: { __typename: 'UserLists', ...lists } } });
    await vi.waitFor(() => expect(side.counts.get('deactivated')).toEqual(count(3)));
    expect(side.counts.get(VIEW_ID)).toEqual(count(9));
    // Nobody listens to other news here: the list asks again when it is opened.
    expect(side.isDoubtful.value).toBe(true);
    expect(server.names).toEqual(['BulkJobChanged']);
  });

  test('cancels by one request, and says that it is being cancelled', async () => {
    const server = await openCards(bulkJob(12).id);
    (await server.asked('BulkJobChanged')).answer({ bulkJobChanged: bulkJob(12) });
    (await vi.waitFor(() => button('Cancel job'))).click();
    const asked = await server.asked('CancelBulkJob');
    expect(asked.variables).toEqual({ id: bulkJob(12).id });
    asked.answer({ write: { job: bulkJob(12, { isCancelRequested: true }), userErrors: [] } });
    await vi.waitFor(() => expect(text()).toContain('Cancelling…'));
    expect(server.names).toEqual(['BulkJobChanged', 'CancelBulkJob']);
  });

  test('undoes by one request, and the job that does it takes the place', async () => {
    const server = await openCards(bulkJob(13).id);
    (await server.asked('BulkJobChanged')).answer({ bulkJobChanged: endedJob(13) });
    (await vi.waitFor(() => button('Undo'))).click();
    const asked = await server.asked('UndoBulkJob');
    expect(asked.variables).toEqual({ id: bulkJob(13).id });
    asked.answer({ write: { job: bulkJob(14, { undoOf: bulkJob(13).id }), userErrors: [] } });
    await vi.waitFor(() => expect(text()).toContain('Undo: Deactivate people'));
    expect(cards()).toHaveLength(1);
    expect(server.names.filter((name) => name !== 'BulkJobChanged')).toEqual(['UndoBulkJob']);
    expect(watchedJobs('olga')).toEqual([bulkJob(14).id]);
  });

  test('is closed by its button, and goes where the server knows no such job', async () => {
    const server = await openCards(bulkJob(15).id, bulkJob(16).id);
    (await server.asked('BulkJobChanged', 1)).answer({ bulkJobChanged: endedJob(15) });
    await vi.waitFor(() => expect(cards()).toHaveLength(1));
    (await server.asked('BulkJobChanged', 2)).answer({ bulkJobChanged: null });
    await vi.waitFor(() => expect(watchedJobs('olga')).toEqual([bulkJob(15).id]));
    button('Close').click();
    await vi.waitFor(() => expect(cards()).toHaveLength(0));
  });

  test('gives the reason why a job failed', async () => {
    const server = await openCards(bulkJob(17).id);
    const failed = endedJob(17, {
      state: 'FAILED',
      failure: 'COUNT_MOVED',
      changed: 0,
      unchanged: 0,
      refused: 0,
    });
    (await server.asked('BulkJobChanged')).answer({ bulkJobChanged: failed });
    await vi.waitFor(() => expect(text()).toContain('Nobody was changed.'));
    expect(text()).toContain('Failed · 0 changed');
  });

  test('is the last of three at most', () => {
    for (const id of ['1', '2', '3', '4']) watchJob('olga', id);
    expect(watchedJobs('olga')).toEqual(['2', '3', '4']);
    watchJob('somebody else', '5');
    expect(watchedJobs('olga')).toEqual([]);
    unwatchJob('somebody else', '5');
  });
});
