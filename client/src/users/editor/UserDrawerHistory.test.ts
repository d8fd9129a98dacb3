import { DefaultApolloClient } from '@vue/apollo-composable';
import { expect, test, vi } from 'vitest';
import { h, ref } from 'vue';
import { entriesPage, entry } from '../../../test/audit-entries';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import UserDrawerHistory from './UserDrawerHistory.vue';

const rows = () => document.querySelectorAll('[data-entry]');

test('the history is asked for when it is unfolded, and anew when the user has changed', async () => {
  const server = new FakeServer({});
  const routes = [
    { path: '/', component: { render: () => null } },
    { path: '/audit', name: 'audit', component: { render: () => null } },
  ];
  const version = ref(1);
  const drawer = { render: () => h(UserDrawerHistory, { userId: 'ada', version: version.value }) };
  const { wrapper } = await mountApp(drawer, {
    routes,
    provide: { [DefaultApolloClient]: server.client },
  });
  expect(server.names).not.toContain('AuditEntries');

  await wrapper.find('button').trigger('click');
  const asked = await server.asked('AuditEntries');
  expect(asked.variables).toEqual({ first: 20, where: { targetId: 'ada' } });
  asked.answer(entriesPage([entry(1)]));
  await vi.waitFor(() => expect(rows()).toHaveLength(1));
  expect(document.querySelectorAll('[data-entry] a')).toHaveLength(0);
  expect(wrapper.find('a').attributes('href')).toBe('/audit?target=ada');

  version.value = 2;
  (await server.asked('AuditEntries', 2)).answer(entriesPage([entry(2), entry(1)]));
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
});
