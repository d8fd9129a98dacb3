import { DefaultApolloClient } from '@vue/apollo-composable';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { entriesPage, entry } from '../../test/audit-entries';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import type { AuditRowFragment, Permission } from '../gql/graphql';
import AuditPage from './AuditPage.vue';

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer({});
});

async function open(path = '/audit', permissions: Permission[] = ['USERS_READ', 'AUDIT_READ']) {
  const session = await signedIn({ permissions });
  const routes = [
    { path: '/audit', name: 'audit', component: { render: () => null } },
    { path: '/:path(.*)*', component: { render: () => null } },
  ];
  return mountApp(AuditPage, { path, session, routes, provide: { [DefaultApolloClient]: server.client } });
}

async function opened(...entries: AuditRowFragment[]) {
  const page = await open();
  (await server.asked('AuditEntries')).answer(entriesPage(entries));
  await vi.waitFor(() => expect(rows()).toHaveLength(entries.length));
  return page;
}

const row = (n = 0) => document.querySelectorAll('[data-entry]')[n];
const rows = () => [...document.querySelectorAll('[data-sentence]')].map(said);
/** Unfolds an entry. */
async function unfold(n = 0) {
  row(n)?.querySelector<HTMLElement>('[aria-expanded=false]')?.click();
  await vi.waitFor(() => expect(row(n)?.querySelector('[aria-expanded=true]')).not.toBeNull());
}
const said = (element: Element | null | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ').trim();
const shown = () => document.body.textContent;

function press(label: string) {
  const buttons = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')];
  const found = buttons.find((each) => [each.ariaLabel, each.textContent?.trim()].includes(label));
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
}

describe('an entry', () => {
  test('says who did what to which user, from where and in which request', async () => {
    await opened(entry(1));
    expect(rows()).toEqual(['Olga Owner updated Ada Lovelace']);
    expect([...document.querySelectorAll('[data-entry] a')].map((link) => link.getAttribute('href'))).toEqual(
      ['/users/olga', '/users/ada'],
    );
    expect(said(row())).not.toContain('192.0.2.1');
    await unfold();
    expect(said(row())).toContain('In a session');
    expect(said(row())).toContain('192.0.2.1');
    expect(said(row())).toContain('request 1');
  });

  test.each<[string, Partial<AuditRowFragment>]>([
    ['Olga Owner signed in', { action: 'SIGNED_IN', targetId: 'olga' }],
    ['A sign-in as an unknown address failed', { action: 'SIGN_IN_FAILED', targetType: null, target: null }],
    ['A user who no longer exists updated Ada Lovelace', { actor: null }],
    ['Olga Owner updated a user who no longer exists', { target: null }],
    ['Olga Owner updated their own account', { targetId: 'olga' }],
    ['An operator’s token updated Ada Lovelace', { actor: null, actorId: null, tokenId: 'token' }],
    ['The server ended a session of Ada Lovelace', { action: 'SESSION_REVOKED', actor: null, actorId: null }],
    [
      'Olga Owner created the role Helper',
      {
        action: 'ROLE_CREATED',
        targetType: 'ROLE',
        target: null,
        changes: [{ field: 'name', before: null, after: 'Helper' }],
      },
    ],
    [
      'Olga Owner did something this page doesn’t know (LATER) to Ada Lovelace',
      { action: 'LATER' as AuditRowFragment['action'] },
    ],
  ])('reads: %s', async (sentence, own) => {
    await opened(entry(1, own));
    expect(rows()).toEqual([sentence]);
  });

  test('shows each difference by the name of its field', async () => {
    await opened(
      entry(1, {
        changes: [
          { field: 'title', before: 'Analyst', after: 'Lead' },
          { field: 'status', before: 'ACTIVE', after: 'DEACTIVATED' },
          { field: 'roles', before: 'Editor', after: 'Viewer' },
          { field: 'permissions', before: null, after: 'USERS_READ' },
          { field: 'method', before: null, after: 'PASSWORD_AND_CODE' },
          { field: 'password', before: null, after: null },
          { field: 'unheardOf', before: null, after: 'this' },
        ],
      }),
    );
    expect(said(document.querySelector('[data-fields]'))).toMatch(/· Job title, Status, .* and unheardOf/);
    await unfold();
    const differences = [...document.querySelectorAll('[data-field]')].map(said);
    expect(differences).toEqual([
      'Job titleBefore:AnalystAfter:Lead',
      'StatusBefore:ActiveAfter:Deactivated',
      'RolesAddedViewerRemovedEditor',
      'PermissionsAddedRead users',
      'MethodPassword and code',
      'PasswordSet',
      'unheardOfthis',
    ]);
  });
});

describe('the list', () => {
  test('has a heading a day, and equal neighbours as one that unfolds into each of them', async () => {
    const now = new Date();
    const at = (days: number) =>
      new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString();
    const signIn = { action: 'SIGNED_IN', targetId: 'olga' } as const;
    await open();
    (await server.asked('AuditEntries')).answer(
      entriesPage([
        entry(4, { ...signIn, occurredAt: at(0) }),
        entry(3, { ...signIn, occurredAt: at(0), address: '192.0.2.9' }),
        entry(2, { ...signIn, occurredAt: at(1) }),
        entry(1, { occurredAt: '2020-02-03T12:00:00.000Z' }),
      ]),
    );
    await vi.waitFor(() => expect(rows()).toHaveLength(3));
    const days = [...document.querySelectorAll('h2[data-day]')].map(said);
    expect(days).toEqual(['today', 'yesterday', 'Monday, February 3, 2020']);
    expect(rows()).toEqual([
      'Olga Owner signed in',
      'Olga Owner signed in',
      'Olga Owner updated Ada Lovelace',
    ]);
    expect(said(row())).toContain('· 2 times');
    expect(said(row(1))).not.toContain('time ');
    await unfold();
    expect([...row()!.querySelectorAll('code')].map(said)).toEqual(['request 4', 'request 3']);
    expect(said(row())).toContain('192.0.2.9');
  });

  test('is read again on news, and keeps open what was', async () => {
    await opened(entry(1));
    await unfold();
    (await server.asked('ActivityChanged')).answer({
      userChanged: { __typename: 'UserChange', kind: 'SIGNED_IN' },
    });
    (await server.asked('AuditEntries', 2)).answer(
      entriesPage([entry(2, { action: 'SIGNED_OUT' }), entry(1)]),
    );
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(row(1)?.querySelector('[aria-expanded=true]')).not.toBeNull();
  });

  test('asks before it is read again where older entries are shown below', async () => {
    await open();
    const full = Array.from({ length: 50 }, (_, n) => entry(100 - n, { targetId: `${n}` }));
    (await server.asked('AuditEntries')).answer(entriesPage(full, 'at 51'));
    await vi.waitFor(() => expect(rows()).toHaveLength(50));
    press('Load more');
    (await server.asked('AuditEntries', 2)).answer(entriesPage([entry(1)]));
    await vi.waitFor(() => expect(rows()).toHaveLength(51));
    (await server.asked('ActivityChanged')).answer({
      userChanged: { __typename: 'UserChange', kind: 'UPDATED' },
    });
    await vi.waitFor(() => press('Show new entries'));
    (await server.asked('AuditEntries', 3)).answer(entriesPage([entry(101), ...full]));
    await vi.waitFor(() => expect(row()?.getAttribute('data-entry')).toBe('entry 101'));
    expect(rows()).toHaveLength(51);
    expect(shown()).not.toContain('Show new entries');
  });

  test('does not listen where news of users is not for the reader', async () => {
    await open('/audit', ['AUDIT_READ']);
    (await server.asked('AuditEntries')).answer(entriesPage([entry(1)]));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(server.names).not.toContain('ActivityChanged');
  });
});

describe('the page', () => {
  test('shows that entries are on their way, that none came, and that there are none', async () => {
    await open();
    expect(document.querySelector('[role=status] .animate-pulse')).not.toBeNull();
    (await server.asked('AuditEntries')).fail();
    await vi.waitFor(() => expect(shown()).toContain('Can’t reach the server'));
    press('Try again');
    (await server.asked('AuditEntries', 2)).answer(entriesPage([]));
    await vi.waitFor(() => expect(shown()).toContain('No activity yet'));
  });

  test('asks for nothing where one may not read it, and says so', async () => {
    const { wrapper } = await open('/audit', ['USERS_READ']);
    expect(wrapper.text()).toContain('You don’t have access');
    expect(wrapper.findAll('button')).toHaveLength(0);
    expect(server.names).not.toContain('AuditEntries');
  });

  test('asks for what the address says, and takes a filter off at a press', async () => {
    const { router } = await open('/audit?action=SIGNED_IN&action=SIGNED_OUT');
    const asked = await server.asked('AuditEntries');
    expect(asked.variables).toEqual({ first: 50, where: { action: ['SIGNED_IN', 'SIGNED_OUT'] } });
    asked.answer(entriesPage([]));
    await vi.waitFor(() => expect(shown()).toContain('No matching entries'));
    press('Remove the filter Signed in');
    const next = await server.asked('AuditEntries', 2);
    expect(next.variables).toMatchObject({ where: { action: ['SIGNED_OUT'] } });
    expect(router.currentRoute.value.fullPath).toBe('/audit?action=SIGNED_OUT');
  });

  test('offers the last days by a press', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 3, 12) });
    try {
      const { router } = await open();
      (await server.asked('AuditEntries')).answer(entriesPage([]));
      await vi.waitFor(() => press('Filters'));
      await vi.waitFor(() => press('Last 7 days'));
      await server.asked('AuditEntries', 2);
      expect(router.currentRoute.value.query).toEqual({ from: '2026-02-25' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('brings older ones below those that are there, and says where they did not come', async () => {
    await open();
    (await server.asked('AuditEntries')).answer(entriesPage([entry(2)], 'at 2'));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    press('Load more');
    (await server.asked('AuditEntries', 2)).fail();
    await vi.waitFor(() => expect(shown()).toContain('Couldn’t load more'));
    press('Load more');
    const asked = await server.asked('AuditEntries', 3);
    expect(asked.variables).toMatchObject({ after: 'at 2' });
    asked.answer(entriesPage([entry(1, { action: 'SIGNED_OUT' })]));
    await vi.waitFor(() =>
      expect(rows()).toEqual(['Olga Owner updated Ada Lovelace', 'Olga Owner signed out']),
    );
    expect(shown()).not.toContain('Couldn’t load more');
  });

  test('keeps what it has where the newest do not come, and says so', async () => {
    await opened(entry(1));
    press('Reload');
    (await server.asked('AuditEntries', 2)).fail();
    await vi.waitFor(() => expect(shown()).toContain('Can’t reach the server'));
    expect(rows()).toHaveLength(1);
    press('Reload');
    (await server.asked('AuditEntries', 3)).answer(
      entriesPage([entry(2, { action: 'SIGNED_OUT' }), entry(1)]),
    );
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(shown()).not.toContain('Can’t reach the server');
  });
});
