import { DefaultApolloClient } from '@vue/apollo-composable';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
afterEach(() => vi.unstubAllGlobals());

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
const rows = () => [...document.querySelectorAll('[data-entry] > div > p:first-child')].map(said);
const said = (element: Element | null | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ').trim();
const shown = () => document.body.textContent;

function press(label: string) {
  const buttons = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')];
  const found = buttons.find((each) => [each.ariaLabel, each.textContent?.trim()].includes(label));
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
}

describe('an entry', () => {
  test('says who did what to whom, from where and in which request', async () => {
    await opened(entry(1));
    expect(rows()).toEqual(['Olga Owner updated Ada Lovelace']);
    expect([...document.querySelectorAll('[data-entry] a')].map((link) => link.getAttribute('href'))).toEqual(
      ['/users/olga', '/users/ada'],
    );
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
    (await server.asked('AuditEntries', 3)).answer(entriesPage([entry(2), entry(1)]));
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(shown()).not.toContain('Can’t reach the server');
  });
});

describe('the export', () => {
  const answers = (...all: Response[]) => {
    const send = vi.fn(async (_path: string, _options: RequestInit) => all.shift() ?? Response.error());
    vi.stubGlobal('fetch', send);
    return send;
  };
  async function exported() {
    document
      .querySelectorAll<HTMLElement>('[aria-haspopup=menu]')
      .forEach((menu) => menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
    await vi.waitFor(() => press('CSV, for spreadsheets'));
  }

  test('is asked for with the token and saved under the server’s name', async () => {
    const send = answers(
      new Response('a,b', {
        headers: { 'content-disposition': 'attachment; filename="audit-2026-11-24.csv"' },
      }),
    );
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined });
    await opened(entry(1));
    await exported();
    await vi.waitFor(() => expect(saved).toEqual(['audit-2026-11-24.csv']));
    const [path, options] = send.mock.calls[0] ?? [];
    expect(path).toBe('/audit/export?format=csv');
    expect(options?.headers).toEqual({ authorization: 'Bearer token 1' });
  });

  test.each([
    [403, 'Export failed: your roles don’t allow this.'],
    [500, 'Export failed: something went wrong on the server.'],
  ])('that is answered with %i says why there is none', async (status, text) => {
    answers(new Response('{}', { status }));
    await opened(entry(1));
    await exported();
    await vi.waitFor(() => expect(shown()).toContain(text));
  });

  test('that breaks off is not saved', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('broken')) });
    answers(new Response(broken));
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click');
    await opened(entry(1));
    await exported();
    await vi.waitFor(() => expect(shown()).toContain('the connection was lost'));
    expect(click).not.toHaveBeenCalled();
  });
});
