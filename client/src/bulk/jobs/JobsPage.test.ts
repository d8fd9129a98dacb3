import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import type { BulkJobPartsFragment } from '../../gql/graphql';
import { bulkJob, endedJob } from '../../../test/bulk-jobs';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { bulkRoutes } from '../bulk.routes';
import { rememberJob } from '../job-states';

const NOTHING = { path: '/:path(.*)*', component: { render: () => null } };

async function open(path: string, language?: 'ar') {
  const server = new FakeServer({});
  const { router } = await mountApp(RouterView, {
    routes: [...bulkRoutes, NOTHING],
    path,
    language,
    provide: { [DefaultApolloClient]: server.client },
  });
  return { server, router };
}

const LAST = { hasNextPage: false, endCursor: null };

function pageOf(jobs: BulkJobPartsFragment[], pageInfo: object = LAST) {
  return { bulkJobs: { edges: jobs.map((node) => ({ cursor: node.id, node })), pageInfo } };
}

const item = (n: number, outcome: string, message: string | null = null) => ({
  cursor: String(n),
  node: {
    number: n,
    userId: `user ${n}`,
    line: null,
    isCreated: false,
    user: { id: `user ${n}`, displayName: `Person ${n}`, email: `person.${n}@example.org`, deletedAt: null },
    outcome,
    reason: message && 'SELF',
    message,
  },
});

function jobPage(job: BulkJobPartsFragment, ...edges: ReturnType<typeof item>[]) {
  return { bulkJob: { ...job, items: { edges, pageInfo: LAST } } };
}

const rows = () =>
  [...document.querySelectorAll('main li, ul > li')].map((row) => row.textContent?.trim() ?? '');

function button(text: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((each) =>
    each.textContent?.trim().startsWith(text),
  );
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

describe('the list of jobs', () => {
  test('says what will be here while there are none', async () => {
    const { server } = await open('/jobs');
    (await server.asked('BulkJobs')).answer(pageOf([]));
    await vi.waitFor(() => expect(document.querySelector('h2')?.textContent).toBe('No jobs yet'));
  });

  test('shows each with its state, follows those that run, and loads more', async () => {
    const { server } = await open('/jobs');
    const jobs = [
      bulkJob(21),
      endedJob(22, { kind: 'SET_FIELD', change: { ...bulkJob(0).change, field: 'TITLE', value: 'Chef' } }),
    ];
    (await server.asked('BulkJobs')).answer(pageOf(jobs, { hasNextPage: true, endCursor: 'here' }));
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(rows()[0]).toMatch(/Deactivate people.*by Olga Owner.*20 of 140.*Running/s);
    expect(rows()[1]).toMatch(/Set Job title to “\u2068?Chef\u2069?”.*132 changed.*Done/s);
    (await server.asked('BulkJobChanged')).answer({ bulkJobChanged: bulkJob(21, { position: 99 }) });
    await vi.waitFor(() => expect(rows()[0]).toContain('99 of 140'));
    button('Load more').click();
    (await server.asked('BulkJobs', 2)).answer(pageOf([endedJob(23)]));
    await vi.waitFor(() => expect(rows()).toHaveLength(3));
    expect(server.names).toEqual(['BulkJobs', 'BulkJobChanged', 'BulkJobs']);
  });

  test('says that it did not come', async () => {
    const { server } = await open('/jobs');
    (await server.asked('BulkJobs')).fail();
    await vi.waitFor(() => expect(document.querySelector('h2')?.textContent).toBe('Can’t reach the server'));
    button('Try again').click();
    (await server.asked('BulkJobs', 2)).answer(pageOf([endedJob(24)]));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
  });
});

describe('the page of a job', () => {
  test('filters its results by outcome, with the reason of each refusal', async () => {
    const { server, router } = await open(`/jobs/${bulkJob(31).id}`);
    const first = await server.asked('BulkJob');
    expect(first.variables).toMatchObject({ id: bulkJob(31).id, outcome: undefined });
    first.answer(jobPage(endedJob(31), item(1, 'CHANGED'), item(2, 'REFUSED', 'Not yourself.')));
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(document.querySelector('h1')?.textContent).toBe('Deactivate people');
    button('Not allowed').click();
    await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ outcome: 'REFUSED' }));
    const second = await server.asked('BulkJob', 2);
    expect(second.variables).toMatchObject({ outcome: 'REFUSED' });
    second.answer(jobPage(endedJob(31), item(2, 'REFUSED', 'Not yourself.')));
    await vi.waitFor(() => expect(rows()).toEqual([expect.stringContaining('Not yourself.')]));
  });

  test('reads the results again once, when the job has ended', async () => {
    const { server } = await open(`/jobs/${bulkJob(32).id}`);
    (await server.asked('BulkJob')).answer(jobPage(bulkJob(32), item(1, 'CHANGED')));
    const news = await server.asked('BulkJobChanged');
    news.answer({ bulkJobChanged: bulkJob(32, { position: 100 }) });
    await vi.waitFor(() => expect(document.body.textContent).toContain('100 of 140'));
    expect(server.names).toEqual(['BulkJob', 'BulkJobChanged']);
    news.answer({ bulkJobChanged: endedJob(32) });
    (await server.asked('BulkJob', 2)).answer(
      jobPage(endedJob(32), item(1, 'CHANGED'), item(2, 'UNCHANGED')),
    );
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
  });

  test('reads them once if the job was known as running, and has ended without news', async () => {
    rememberJob(bulkJob(39));
    const { server } = await open(`/jobs/${bulkJob(39).id}`);
    await server.asked('BulkJobChanged');
    (await server.asked('BulkJob')).answer(jobPage(endedJob(39), item(1, 'CHANGED')));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    await flushPromises();
    expect(server.names.toSorted()).toEqual(['BulkJob', 'BulkJobChanged']);
  });

  test('names the lines of an import, those created and the rows that are about nobody', async () => {
    const { server } = await open(`/jobs/${bulkJob(37).id}`);
    const change = { ...bulkJob(0).change, fileName: 'people.csv' };
    const made = item(1, 'CHANGED');
    const refused = item(2, 'REFUSED', 'Not an address.');
    (await server.asked('BulkJob')).answer(
      jobPage(
        endedJob(37, { kind: 'IMPORT', change, changed: 3, created: 1, unchanged: 0, refused: 1 }),
        { ...made, node: { ...made.node, isCreated: true, line: 2 as never } },
        {
          ...refused,
          node: { ...refused.node, userId: null as never, user: null as never, line: 4 as never },
        },
      ),
    );
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(rows()[0]).toMatch(/Person 1.*Line 2.*Created/s);
    expect(rows()[1]).toMatch(/Row 2.*Line 4.*Not allowed.*Not an address/s);
    expect(document.body.textContent).toContain('1 created · 2 changed · 1 not allowed');
  });

  test('undoes it, and goes on to the job that does so', async () => {
    const { server, router } = await open(`/jobs/${bulkJob(33).id}`);
    (await server.asked('BulkJob')).answer(jobPage(endedJob(33)));
    (await vi.waitFor(() => button('Undo'))).click();
    (await server.asked('UndoBulkJob')).answer({
      write: { job: bulkJob(34, { undoOf: bulkJob(33).id }), userErrors: [] },
    });
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(`/jobs/${bulkJob(34).id}`));
  });

  test('says that there is no such job', async () => {
    const { server } = await open(`/jobs/${bulkJob(35).id}`);
    (await server.asked('BulkJob')).answer({ bulkJob: null });
    await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toBe('Job not found'));
  });

  test('is in Arabic, too', async () => {
    const { server } = await open(`/jobs/${bulkJob(36).id}`, 'ar');
    (await server.asked('BulkJob')).answer(jobPage(endedJob(36), item(1, 'UNCHANGED')));
    await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toBe('تعطيل أشخاص'));
    expect(rows()[0]).toContain('دون تغيير');
  });
});
