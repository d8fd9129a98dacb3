import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { pageOf, person } from '../../test/people';
import { userPolicies } from '../users/state/user-cache';
import { userRoutes } from '../users/users.routes';

const ID = '00000000-0000-7000-8000-0000000000aa';
const LAYOUT = '{"version":1,"widths":{},"density":"compact"}';

beforeEach(() => {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  localStorage.clear();
});

const counted = (totalCount: number) => ({
  __typename: 'UserConnection',
  totalCount,
  totalCountIsCapped: false,
});

function view(own: object = {}) {
  return {
    __typename: 'SavedView',
    id: ID,
    name: 'Waiting',
    query: 'status=INVITED',
    layout: LAYOUT,
    isShared: false,
    version: 1,
    viewerCanUpdate: true,
    userCount: { __typename: 'UserCount', totalCount: 1, totalCountIsCapped: false },
    ...own,
  };
}

async function open(path: string, ...views: object[]) {
  const server = new FakeServer(userPolicies);
  const { router } = await mountApp(RouterView, {
    path,
    routes: userRoutes,
    provide: { [DefaultApolloClient]: server.client },
  });
  const asked = await server.asked('Users');
  const fixed = ['everyone', 'noAccess', 'invited', 'deactivated', 'bin'].map((key) => [key, counted(1)]);
  asked.answer({ ...pageOf([person(1)]), ...Object.fromEntries(fixed), views });
  await vi.waitFor(() => expect(document.querySelector('[data-user]')).not.toBeNull());
  return { server, router, asked };
}

const title = () => document.querySelector('h1')?.textContent?.trim();
const texts = () => document.body.textContent ?? '';
const density = () => document.querySelector('[data-density]')?.getAttribute('data-density');

function button(text: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

describe('a view on screen', () => {
  test('comes with the first page of the list, and not with the next list', async () => {
    const { server, router, asked } = await open(`/users?status=INVITED&view=${ID}`, view());
    expect(asked.variables).toMatchObject({ withSide: true });
    expect([title(), density()]).toEqual(['Waiting', 'compact']);
    expect(texts()).not.toContain('Edited');
    await router.push('/users?status=ACTIVE');
    expect((await server.asked('Users', 2)).variables).toMatchObject({ withSide: false });
    await vi.waitFor(() => expect([title(), density()]).toEqual(['People', 'roomy']));
    expect(localStorage.getItem('rollcall.layout') ?? '').not.toContain('compact');
  });

  test('is refused if it is stale: what was changed stays, and can be saved on the newer one', async () => {
    const { server } = await open(`/users?status=ACTIVE&view=${ID}`, view());
    expect(texts()).toContain('Edited');
    button('Save').click();
    const first = await server.asked('UpdateView');
    expect(first.variables).toMatchObject({ input: { id: ID, version: 1, query: 'status=ACTIVE' } });
    const newer = view({ version: 2, query: 'status=DEACTIVATED' });
    first.answer({
      write: {
        __typename: 'SavedViewPayload',
        view: null,
        views: [newer],
        userErrors: [
          {
            __typename: 'UserError',
            code: 'STALE_VERSION',
            message: 'Someone else did.',
            path: ['input', 'version'],
          },
        ],
      },
    });
    await vi.waitFor(() => expect(texts()).toContain('Your changes are still on screen.'));
    expect(texts()).toContain('Someone else did.');
    button('Save').click();
    const second = await server.asked('UpdateView', 2);
    expect(second.variables).toMatchObject({ input: { version: 2, query: 'status=ACTIVE' } });
    const saved = view({ version: 3, query: 'status=ACTIVE' });
    second.answer({ write: { __typename: 'SavedViewPayload', view: saved, views: [saved], userErrors: [] } });
    await vi.waitFor(() => expect(texts()).not.toContain('Edited'));
  });

  test('that is another’s cannot be saved, but copied', async () => {
    await open(`/users?status=ACTIVE&view=${ID}`, view({ isShared: true, viewerCanUpdate: false }));
    expect(() => button('Save')).toThrow();
    button('Save as…').click();
    await vi.waitFor(() => expect(document.querySelector('[role=dialog] input')).not.toBeNull());
  });
});

describe('a list of no view', () => {
  test('is saved under a name, by one request', async () => {
    const { server, router } = await open('/users?status=INVITED&q=ada');
    button('Save view…').click();
    const input = await vi.waitFor(() => {
      const found = document.querySelector<HTMLInputElement>('[role=dialog] input:not([type=checkbox])');
      if (!found) throw new Error('There is no field.');
      return found;
    });
    button('Save view').click();
    await vi.waitFor(() => expect(texts()).toContain('Enter a name.'));
    input.value = ' Waiting ';
    input.dispatchEvent(new Event('input'));
    await flushPromises();
    button('Save view').click();
    const { variables, answer } = await server.asked('CreateView');
    expect(variables).toMatchObject({
      input: { name: 'Waiting', query: 'q=ada&status=INVITED', isShared: false },
    });
    const made = view({ query: 'q=ada&status=INVITED' });
    answer({ write: { __typename: 'SavedViewPayload', view: made, views: [made], userErrors: [] } });
    await vi.waitFor(() => expect(title()).toBe('Waiting'));
    expect(router.currentRoute.value.query).toEqual({ q: 'ada', status: 'INVITED', view: ID });
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(1);
  });

  test('is nothing to save if everybody has it', async () => {
    await open('/users?status=DEACTIVATED');
    expect(() => button('Save view…')).toThrow();
  });
});
