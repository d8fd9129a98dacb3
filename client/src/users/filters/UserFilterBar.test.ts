import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { signedIn } from '../../../test/sign-in';
import { userPolicies } from '../state/user-cache';
import { forgetCounts, noteUserChange } from './facet-answers';
import UserFilterBar from './UserFilterBar.vue';

const ROLE = '01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b';

let server: FakeServer;
beforeEach(() => forgetCounts());

async function open(path = '/users', permissions: Parameters<typeof signedIn>[0] = {}) {
  server = new FakeServer(userPolicies);
  const { router } = await mountApp(UserFilterBar, {
    path,
    session: await signedIn(permissions),
    provide: { [DefaultApolloClient]: server.client },
  });
  return router;
}

const pills = () => [...document.querySelectorAll<HTMLElement>('[role=group] button')];
function pill(name: string): HTMLElement {
  const found = pills().find((each) => each.getAttribute('aria-label') === name);
  if (!found)
    throw new Error(
      `There is no ${name} among ${pills()
        .map((each) => each.ariaLabel)
        .join()}.`,
    );
  return found;
}
const values = () => [...document.querySelectorAll<HTMLElement>('[data-value]')];
const texts = () => values().map((value) => `${value.ariaChecked === 'true' ? '+' : ''}${value.textContent}`);

function answer(
  facet: string,
  ...counts: [value: string, label: string | null, count: number, capped?: boolean][]
) {
  const rows = counts.map(([value, label, count, countIsCapped = false]) => ({
    __typename: 'UserFacetValue',
    value,
    label,
    count,
    countIsCapped,
  }));
  return { userFacets: [{ __typename: 'UserFacetCounts', facet, hasMore: false, values: rows }] };
}

describe('the bar of filters', () => {
  test('asks for nothing until a menu is opened, then once, and not again a moment later', async () => {
    const router = await open();
    await flushPromises();
    expect(server.names).toEqual([]);
    pill('Status').click();
    (await server.asked('UserFacets')).answer(
      answer('STATE', ['ACTIVE', null, 12_000], ['INVITED', null, 3]),
    );
    await vi.waitFor(() => expect(texts()).toEqual(['Active12,000', 'Invited3']));
    values()[1]?.click();
    await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ status: ['INVITED'] }));
    expect(texts()).toEqual(['Active12,000', '+Invited3']);
    expect(pill('Status: Invited').textContent).toContain('Invited');
    expect(server.names).toEqual(['UserFacets']);
  });

  test('asks again after a write', async () => {
    await open();
    for (const times of [1, 1, 2]) {
      if (times === 2) noteUserChange();
      pill('Created').click();
      (await server.asked('UserFacets', times)).answer(answer('CREATED', ['TODAY', null, times]));
      await vi.waitFor(() => expect(texts()).toEqual([`Today${times}`]));
      pill('Created').click();
      await vi.waitFor(() => expect(values()).toEqual([]));
    }
    expect(server.names).toHaveLength(2);
  });

  test('says of a bounded count that there may be more, and nothing of none', async () => {
    await open();
    pill('Department').click();
    (await server.asked('UserFacets')).answer(
      answer('DEPARTMENT', ['sales', 'Sales', 1_200, true], ['legal', 'Legal', 0, true]),
    );
    await vi.waitFor(() => expect(texts()).toEqual(['Sales1,200+', 'Legal']));
  });

  test('finds values by a text, with one request for a pause', async () => {
    await open();
    pill('Roles').click();
    (await server.asked('UserFacets')).answer(answer('ROLE', [ROLE, 'Editor', 3]));
    await vi.waitFor(() => expect(texts()).toEqual(['Editor3']));
    const search = document.querySelector<HTMLInputElement>('[role=dialog] input');
    for (const text of ['e', 'ed']) {
      if (search) search.value = text;
      search?.dispatchEvent(new Event('input', { bubbles: true }));
    }
    expect((await server.asked('UserFacets', 2)).variables).toMatchObject({ facet: 'ROLE', matching: 'ed' });
  });

  test('asks for the roles only if the address has one that no menu has shown', async () => {
    await open(`/users?role=${ROLE}`);
    (await server.asked('Roles')).answer({
      roles: [
        {
          __typename: 'Role',
          id: ROLE,
          name: 'Helpdesk',
          description: null,
          permissions: [],
          viewerCanGive: true,
        },
      ],
    });
    await vi.waitFor(() => expect(pill('Roles: Helpdesk')).toBeDefined());
  });

  test('says that the counts did not come, and tries again', async () => {
    await open();
    pill('Status').click();
    (await server.asked('UserFacets')).fail();
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(document.querySelector('[role=alert]')?.outerHTML).toContain('Try again');
    document.querySelector<HTMLElement>('[role=alert] button')?.click();
    (await server.asked('UserFacets', 2)).answer(answer('STATE', ['ACTIVE', null, 1]));
    await vi.waitFor(() => expect(texts()).toEqual(['Active1']));
  });

  test('goes through the values by arrow keys', async () => {
    await open();
    pill('Status').click();
    (await server.asked('UserFacets')).answer(answer('STATE', ['ACTIVE', null, 1], ['INVITED', null, 1]));
    await vi.waitFor(() => expect(values()).toHaveLength(2));
    values()[0]?.focus();
    for (const [key, at] of [
      ['ArrowDown', 1],
      ['ArrowDown', 0],
      ['End', 1],
      ['Home', 0],
      ['ArrowUp', 1],
    ] as const) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      expect(document.activeElement).toBe(values()[at]);
    }
  });

  test('has one range or days of one’s own', async () => {
    const router = await open('/users?from=2026-01-01&to=2026-01-31');
    pill('Created: Jan 1, 2026 – Jan 31, 2026').click();
    (await server.asked('UserFacets')).answer(
      answer('CREATED', ['LAST_7_DAYS', null, 1], ['OLDER', null, 2]),
    );
    await vi.waitFor(() => expect(texts()).toEqual(['Last 7 days1', 'Longer ago2']));
    values()[0]?.click();
    await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ created: '7d' }));
  });

  test('has no second factor for who may change nobody', async () => {
    await open('/users', { permissions: ['USERS_READ'] });
    expect(pills().map((each) => each.getAttribute('aria-label'))).toEqual([
      'Status',
      'Roles',
      'Department',
      'Last sign-in',
      'Created',
    ]);
  });
});
