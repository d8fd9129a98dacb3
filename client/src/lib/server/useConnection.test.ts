import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { entriesPage, entry } from '../../../test/audit-entries';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { useAuditEntries } from '../../audit/useAuditEntries';
import { ROWS_KEPT } from '../live-list/row-range';

let server: FakeServer;
let entries: ReturnType<typeof useAuditEntries>;
const target = ref('ada');

beforeEach(() => {
  server = new FakeServer({});
  target.value = 'ada';
});

/** A visit of a page with the entries of a target. */
async function visit() {
  const page = defineComponent(() => {
    entries = useAuditEntries({ first: 50, where: () => ({ targetId: target.value }) });
    return () => h('p');
  });
  return mountApp(page, { provide: { [DefaultApolloClient]: server.client } });
}

const ids = () => entries.list.value?.nodes.map(({ id }) => id);
const idsOf = (...numbers: number[]) => numbers.map((n) => entry(n).id);

async function loaded(...numbers: number[]) {
  const page = await visit();
  (await server.asked('AuditEntries')).answer(
    entriesPage(
      numbers.map((n) => entry(n)),
      'the end',
    ),
  );
  await vi.waitFor(() => expect(ids()).toEqual(idsOf(...numbers)));
  return page;
}

describe('a list that draws all of its rows', () => {
  test('shows what an earlier visit saw until the answer comes, and then that alone', async () => {
    const { app } = await loaded(2, 1);
    app.unmount();
    await visit();
    expect(ids()).toEqual(idsOf(2, 1));
    (await server.asked('AuditEntries', 2)).answer(entriesPage([entry(3)]));
    await vi.waitFor(() => expect(ids()).toEqual(idsOf(3)));
  });

  test('never shows the rows of another filter, nor a late answer for it', async () => {
    await loaded(2, 1);
    target.value = 'bo';
    expect(ids()).toBeUndefined();
    const late = await server.asked('AuditEntries', 2);
    target.value = 'cy';
    const asked = await server.asked('AuditEntries', 3);
    late.answer(entriesPage([entry(4)]));
    await flushPromises();
    expect(ids()).toBeUndefined();
    asked.answer(entriesPage([entry(5)]));
    await vi.waitFor(() => expect(ids()).toEqual(idsOf(5)));
  });

  test('asks for more once, however often that is wanted, and tells it from another kind of waiting', async () => {
    await loaded(2, 1);
    entries.loadMore();
    entries.loadMore();
    expect([entries.isLoading.value, entries.isLoadingMore.value]).toEqual([false, true]);
    const more = await server.asked('AuditEntries', 2);
    expect(more.variables).toMatchObject({ after: 'the end' });
    more.answer(entriesPage([entry(0)]));
    await vi.waitFor(() => expect(ids()).toEqual(idsOf(2, 1, 0)));
    expect(server.names).toHaveLength(2);
  });

  test('puts no older rows under newer ones that came meanwhile', async () => {
    await loaded(2, 1);
    entries.loadMore();
    entries.reload();
    (await server.asked('AuditEntries', 2)).answer(entriesPage([entry(0)]));
    (await server.asked('AuditEntries', 3)).answer(entriesPage([entry(3), entry(2)]));
    await vi.waitFor(() => expect(ids()).toEqual(idsOf(3, 2)));
  });

  test('tells why no more came from why none came, until it is tried again', async () => {
    await loaded(1);
    entries.loadMore();
    (await server.asked('AuditEntries', 2)).fail();
    await vi.waitFor(() => expect(entries.moreFault.value?.kind).toBe('unreachable'));
    expect(entries.fault.value).toBeUndefined();
    entries.reload();
    (await server.asked('AuditEntries', 3)).fail();
    await vi.waitFor(() => expect(entries.fault.value?.kind).toBe('unreachable'));
    expect(entries.moreFault.value).toBeUndefined();
    expect(ids()).toEqual(idsOf(1));
  });

  test('keeps every row, however many more are loaded', async () => {
    const rows = Array.from({ length: ROWS_KEPT }, (_, n) => n + 1);
    await loaded(...rows);
    entries.loadMore();
    (await server.asked('AuditEntries', 2)).answer(entriesPage([entry(0)]));
    await vi.waitFor(() => expect(ids()).toEqual(idsOf(...rows, 0)));
  });
});

test('what one person saw stays on their screen when they leave, and is not there for the next', async () => {
  const { app } = await loaded(1);
  await server.client.clearStore();
  expect(ids()).toEqual(idsOf(1));
  app.unmount();
  await visit();
  expect(ids()).toBeUndefined();
  expect(server.names).toHaveLength(2);
});
