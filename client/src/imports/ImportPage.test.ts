import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { bulkJob, endedJob } from '../../test/bulk-jobs';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import type { UserImport } from './import-requests';
import { importRoutes } from './imports.routes';

const NOTHING = { path: '/jobs/:id', name: 'jobs', component: { render: () => null } };
const ID = '00000000-0000-4000-8000-000000000001';

const NO_MORE = { hasNextPage: false, endCursor: null };

const fetched = vi.fn<typeof fetch>();

/** The page asks by texts alone. */
const textOf = (url: Parameters<typeof fetch>[0]) => (typeof url === 'string' ? url : '');

beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

async function open(path: string, language?: 'ar') {
  const server = new FakeServer({});
  const { router } = await mountApp(RouterView, {
    routes: [...importRoutes, NOTHING],
    path,
    language,
    provide: { [DefaultApolloClient]: server.client },
  });
  return { server, router };
}

function imported(own: Partial<UserImport> = {}): UserImport {
  return {
    id: ID,
    fileName: 'people.csv',
    reading: {
      encoding: 'windows-1252',
      isEncodingGuessed: true,
      delimiter: ';',
      match: 'ID_OR_EMAIL',
      columns: [{ name: 'Mail', field: 'email', samples: ['a@example.org'] }],
    },
    fault: null,
    faultLine: null,
    total: 2,
    created: 0,
    changed: 1,
    unchanged: 0,
    refused: 1,
    reclassified: null,
    expiresAt: '2026-12-03T10:00:00.000Z',
    jobId: null,
    rows: {
      nodes: [
        row(1, { changes: [{ field: 'title', before: 'Cook', after: null }] }),
        row(2, { outcome: 'REFUSED', reasons: [{ message: 'Not an address.', path: ['email'] }] }),
      ],
      pageInfo: NO_MORE,
    },
    ...own,
  };
}

type Row = UserImport['rows']['nodes'][number];

function row(number: number, own: Partial<Row> = {}): Row {
  return {
    number,
    line: number + 1,
    outcome: 'CHANGED',
    userId: null,
    email: `p${number}@example.org`,
    displayName: `Person ${number}`,
    changes: [],
    reasons: [],
    isReclassified: false,
    ...own,
  };
}

const answer = (...lines: object[]) =>
  new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** Drops a file of so many bytes on the page. */
async function choose(size = 10) {
  const zone = await vi.waitFor(() => {
    const found = document.querySelector('.border-dashed');
    if (!found) throw new Error('There is no place for a file.');
    return found;
  });
  const files = [new File(['x'.repeat(size)], 'people.csv', { type: 'text/csv' })];
  zone.dispatchEvent(Object.assign(new Event('drop', { cancelable: true }), { dataTransfer: { files } }));
}

const rows = () =>
  [...document.querySelectorAll('section:last-of-type ul > li.grid')].map((each) => each.textContent ?? '');
const text = () => document.body.textContent ?? '';

function button(label: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((each) =>
    each.textContent?.trim().startsWith(label),
  );
  if (!found) throw new Error(`There is no button "${label}".`);
  return found;
}

describe('the page of an import', () => {
  test('uploads a file in parts and shows what each row does, without a query', async () => {
    const { server, router } = await open('/import');
    fetched.mockImplementation((url) =>
      Promise.resolve(
        textOf(url).includes('last=false')
          ? new Response(null, { status: 204 })
          : answer({ progress: 0.5 }, { import: imported() }),
      ),
    );
    await choose(9_000_000);
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    const queries = fetched.mock.calls.map(([url]) =>
      new URL(textOf(url), 'http://x').searchParams.toString(),
    );
    expect(queries).toEqual([
      'name=people.csv&offset=0&last=false',
      'name=people.csv&offset=4000000&last=false',
      'name=people.csv&offset=8000000&last=true',
    ]);
    expect(rows()[0]).toMatch(/Person 1.*Line 2.*Job title.*Cook.*→.*empty.*Changed/s);
    expect(rows()[1]).toMatch(/Person 2.*Email: Not an address\..*Refused/s);
    expect(text()).toContain('This is a guess');
    await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe(ID));
    expect(server.names).toEqual([]);
  });

  test.each([
    [413, 'larger than 300 MB'],
    [429, 'Two files are being read'],
    [500, 'something went wrong'],
  ])('says why an upload was answered with %i, and takes another file', async (status, reason) => {
    await open('/import');
    fetched.mockResolvedValue(new Response('{}', { status }));
    await choose();
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain(reason));
    fetched.mockResolvedValue(answer({ import: imported() }));
    await choose();
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  test('says that the connection was lost if the answer breaks off', async () => {
    await open('/import');
    fetched.mockRejectedValue(new TypeError('fetch failed'));
    await choose();
    await vi.waitFor(() => expect(text()).toContain('the connection was lost'));
  });

  test('names the line of a fault, and offers nothing to apply', async () => {
    const { server } = await open(`/import/${ID}`);
    (await server.asked('UserImport')).answer({
      userImport: imported({ fault: 'QUOTE_NOT_CLOSED', faultLine: 7, total: 0, changed: 0 }),
    });
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('line 7'));
    expect(text()).not.toContain('What the import does');
  });

  test('shows one outcome by one query, and further rows behind those that are there', async () => {
    const { server } = await open(`/import/${ID}`);
    (await server.asked('UserImport')).answer({ userImport: imported() });
    await vi.waitFor(() => button('Refused')).then((found) => found.click());
    const second = await server.asked('UserImport', 2);
    expect(second.variables).toMatchObject({ outcome: 'REFUSED' });
    const more = { hasNextPage: true, endCursor: 'here' };
    second.answer({ userImport: imported({ rows: { nodes: [row(2)], pageInfo: more } }) });
    await vi.waitFor(() => button('Load more')).then((found) => found.click());
    const third = await server.asked('UserImport', 3);
    expect(third.variables).toMatchObject({ outcome: 'REFUSED', after: 'here' });
    third.answer({
      userImport: imported({ rows: { nodes: [row(3)], pageInfo: { ...more, hasNextPage: false } } }),
    });
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
  });

  test('warns that an empty cell of a column of roles takes roles away, and only there', async () => {
    const { server } = await open(`/import/${ID}`);
    const columns = ['email', 'roles'].map((field) => ({ name: field, field, samples: [] }));
    const { reading, ...others } = imported();
    (await server.asked('UserImport')).answer({
      userImport: { ...others, reading: { ...reading, columns } },
    });
    await vi.waitFor(() => expect(text()).toContain('loses all roles'));
    const warned = [...document.querySelectorAll('li')].filter((each) => each.textContent?.includes('loses'));
    expect(warned.map((each) => each.querySelector('bdi')?.textContent)).toEqual(['roles']);
  });

  test('applies it by one request, stays, and shows why it was not', async () => {
    const { server, router } = await open(`/import/${ID}`);
    (await server.asked('UserImport')).answer({ userImport: imported() });
    await vi.waitFor(() => button('Import 1 person')).then((found) => found.click());
    const refused = await server.asked('ApplyUserImport');
    expect(refused.variables).toEqual({ input: { id: ID, invite: false } });
    refused.answer({
      write: { job: null, userErrors: [{ code: 'INVALID', message: 'Applied already.', path: [] }] },
    });
    await vi.waitFor(() => expect(text()).toContain('Applied already.'));
    button('Import 1 person').click();
    (await server.asked('ApplyUserImport', 2)).answer({ write: { job: bulkJob(51), userErrors: [] } });
    await vi.waitFor(() => expect(text()).toContain('20 of 140'));
    expect(router.currentRoute.value.fullPath).toBe(`/import/${ID}`);
    expect(document.activeElement?.textContent).toContain('20 of 140');
    expect(() => button('Import 1')).toThrow('no button');
    expect(server.names).toEqual(['UserImport', 'ApplyUserImport', 'ApplyUserImport', 'BulkJobChanged']);
  });

  test('follows its job by the news alone, and reads the rows again at the end', async () => {
    const { server, router } = await open(`/import/${ID}`);
    const { id: jobId } = bulkJob(52);
    (await server.asked('UserImport')).answer({ userImport: imported({ jobId, reclassified: 0 }) });
    const news = await server.asked('BulkJobChanged');
    expect(news.variables).toMatchObject({ id: jobId });
    news.answer({ bulkJobChanged: { ...bulkJob(52, { kind: 'IMPORT' }), lists: null } });
    await vi.waitFor(() => expect(text()).toContain('20 of 140'));
    expect(document.querySelector('progress')?.getAttribute('value')).toBe(String(20 / 140));

    button('Cancel job').click();
    (await server.asked('CancelBulkJob')).answer({
      write: { job: bulkJob(52, { isCancelRequested: true }), userErrors: [] },
    });
    await vi.waitFor(() => expect(text()).toContain('Cancelling…'));
    news.answer({ bulkJobChanged: { ...bulkJob(52, { position: 90 }), lists: null } });
    await vi.waitFor(() => expect(text()).toContain('90 of 140'));
    expect(server.names).toEqual(['UserImport', 'BulkJobChanged', 'CancelBulkJob']);

    const counts = { created: 30, changed: 132, unchanged: 6, refused: 2 };
    news.answer({ bulkJobChanged: { ...endedJob(52, counts), lists: null } });
    await vi.waitFor(() =>
      expect(text()).toContain('30 created · 102 changed · 6 unchanged · 2 not allowed'),
    );
    const again = await server.asked('UserImport', 2);
    again.answer({ userImport: imported({ jobId, changed: 0, refused: 2, reclassified: 1 }) });
    await vi.waitFor(() => button('Changed since the preview 1')).then((found) => found.click());
    const moved = await server.asked('UserImport', 3);
    expect(moved.variables).toMatchObject({ reclassified: true });
    expect(moved.variables['outcome']).toBeUndefined();
    moved.answer({
      userImport: imported({ jobId, reclassified: 1, rows: { nodes: [row(2)], pageInfo: NO_MORE } }),
    });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    button('Download refused rows');

    button('Undo').click();
    (await server.asked('UndoBulkJob')).answer({ write: { job: bulkJob(53), userErrors: [] } });
    await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe(bulkJob(53).id));
  });

  test('follows no job that has ended', async () => {
    const { server } = await open(`/import/${ID}`);
    const { id: jobId } = endedJob(54);
    (await server.asked('UserImport')).answer({ userImport: imported({ jobId, reclassified: 0 }) });
    (await server.asked('BulkJobChanged')).answer({ bulkJobChanged: { ...endedJob(54), lists: null } });
    await vi.waitFor(() => expect(text()).toContain('132 changed · 6 unchanged · 2 not allowed'));
    await flushPromises();
    expect(server.names).toEqual(['UserImport', 'BulkJobChanged']);
  });

  test('says that it is gone, that it did not come, and that it was applied', async () => {
    const { server } = await open(`/import/${ID}`);
    (await server.asked('UserImport')).fail();
    await vi.waitFor(() => button('Try again')).then((found) => found.click());
    (await server.asked('UserImport', 2)).answer({ userImport: imported({ jobId: 'job' }) });
    await vi.waitFor(() => expect(text()).toContain('This file was imported.'));
    expect(() => button('Import 1')).toThrow('no button');
    const gone = await open(`/import/${ID}`);
    (await gone.server.asked('UserImport')).answer({ userImport: null });
    await vi.waitFor(() => expect(text()).toContain('Upload not found'));
  });

  test('is in Arabic, too', async () => {
    const { server } = await open(`/import/${ID}`, 'ar');
    (await server.asked('UserImport')).answer({ userImport: imported() });
    await vi.waitFor(() => expect(rows()[1]).toContain('مرفوض'));
    expect(text()).toContain('استيراد شخص واحد');
  });
});
