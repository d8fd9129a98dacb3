import type { VueWrapper } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick, shallowReactive } from 'vue';
import { mountApp } from '../../../../test/mount-app';
import { pageOf, person } from '../../../../test/people';
import { signedIn } from '../../../../test/sign-in';
import { userRoutes } from '../../users.routes';
import UserTable from './UserTable.vue';

beforeEach(() => {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});

const grace = person(2, {
  status: 'DEACTIVATED',
  state: 'DEACTIVATED',
  department: 'Research',
  roles: [{ id: 'r', name: 'Editor', description: null, permissions: [] }],
});

const TABLE = {
  order: { field: 'DISPLAY_NAME', direction: 'ASC' },
  isOutdated: false,
  isLoadingMore: false,
  moreFault: undefined,
};

async function mountTable(own: Record<string, unknown> = {}) {
  const props = {
    ...TABLE,
    list: { key: 'list', ...pageOf([person(1), grace], { totalCount: 7 }).users },
    marked: new Set([grace.id]),
    ...own,
  };
  const { wrapper, router } = await mountApp(UserTable, { props, routes: userRoutes, path: '/users?q=x' });
  const rows = () => wrapper.findAll('[role="row"]:has([data-user])');
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
  return { wrapper, router, rows };
}

describe('the table of users', () => {
  test('is a table to assistive technology, of as many rows as the list has', async () => {
    const { wrapper, rows } = await mountTable();
    expect(wrapper.get('[role="table"]').attributes()).toMatchObject({
      'aria-label': 'People',
      'aria-rowcount': '8',
    });
    expect(rows().map((row) => row.attributes('aria-rowindex'))).toEqual(['2', '3']);
    expect(rows()[1]?.findAll('[role="cell"]')).toHaveLength(wrapper.findAll('[role="columnheader"]').length);
  });

  test('does not know how many rows there are where counting stopped', async () => {
    const list = { key: 'list', ...pageOf([person(1), grace], { totalCountIsCapped: true }).users };
    const { wrapper } = await mountTable({ list });
    expect(wrapper.get('[role="table"]').attributes('aria-rowcount')).toBe('-1');
  });

  test('shows who somebody is, and sets off who was just written', async () => {
    const { rows } = await mountTable();
    const text = rows()[1]?.text();
    for (const part of ['Person 2', 'person.2@example.org', 'Research', 'Editor', 'Deactivated', 'Never']) {
      expect(text).toContain(part);
    }
    expect(rows().map((row) => row.classes('is-marked'))).toEqual([false, true]);
  });

  test('leads from a row to its user, and keeps the list that it is in', async () => {
    const { rows } = await mountTable();
    expect(rows()[0]?.get('a').attributes('href')).toBe(`/users/${person(1).id}?q=x`);
  });

  test('opens a user over the list, and leaves a click that means another tab to the browser', async () => {
    const { router, rows } = await mountTable();
    const link = rows()[0]?.get('a');
    const elsewhere = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
    link?.element.dispatchEvent(elsewhere);
    expect(elsewhere.defaultPrevented).toBe(false);
    const here = new MouseEvent('click', { bubbles: true, cancelable: true });
    link?.element.dispatchEvent(here);
    expect(here.defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe(`/users/${person(1).id}?q=x`));
  });

  test('says by what it is ordered, and asks for another order', async () => {
    const { wrapper } = await mountTable();
    const [name, department, , , lastSignIn] = wrapper.findAll('[role="columnheader"]');
    expect(name?.attributes('aria-sort')).toBe('ascending');
    expect(lastSignIn?.attributes('aria-sort')).toBe('none');
    expect(department?.attributes('aria-sort')).toBeUndefined();
    await lastSignIn?.get('button').trigger('click');
    expect(wrapper.emitted('order')).toEqual([['LAST_SIGN_IN_AT']]);
  });

  test('asks for more near the end, and not again by itself where that failed', async () => {
    const pageInfo = { hasNextPage: true, endCursor: 'end' };
    const list = { key: 'list', ...pageOf([person(1), grace], { pageInfo }).users };
    expect((await mountTable({ list })).wrapper.emitted('more')).toHaveLength(1);

    const { wrapper } = await mountTable({ list, moreFault: { kind: 'failed' } });
    expect(wrapper.emitted('more')).toBeUndefined();
    await wrapper.get('[role="alert"] button').trigger('click');
    expect(wrapper.emitted('more')).toHaveLength(1);
  });

  test('says which row is of who looks', async () => {
    const { id } = (await signedIn()).viewer.value ?? { id: '' };
    const list = { key: 'list', ...pageOf([person(1), person(2, { id })]).users };
    const { rows } = await mountTable({ list });
    expect(rows().map((row) => row.text().includes('You'))).toEqual([false, true]);
  });

  test.each([
    ['compact', 36],
    ['medium', 44],
    ['roomy', 60],
    ['of another version', 60],
  ])('has rows as close as was chosen on this device: %s', async (density, height) => {
    localStorage.setItem('rollcall.layout', JSON.stringify({ version: 1, density }));
    const { rows } = await mountTable();
    expect(rows()[1]?.attributes('style')).toBe(`top: ${height}px; height: ${height}px;`);
  });

  test('marks what the search matched, in the name, the address, the department and the title', async () => {
    const list = {
      key: 'list',
      ...pageOf([person(1, { department: 'Personnel', title: 'Person of trust' }), grace]).users,
    };
    const { rows } = await mountTable({ list, search: 'per trust' });
    const marks = (row: number) =>
      rows()
        [row]?.findAll('mark')
        .map((mark) => mark.text());
    expect(marks(0)).toEqual(['Per', 'per', 'Per', 'Per', 'trust']);
    expect(marks(1)).toEqual(['Per', 'per']);
    expect((await mountTable({ list })).rows()[0]?.find('mark').exists()).toBe(false);
  });

  test('says how long ago something was, with the moment for a closer look and for screen readers', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-24T12:00:00.000Z'), toFake: ['Date'] });
    const list = {
      key: 'list',
      ...pageOf([person(1, { lastSignInAt: '2026-11-24T10:00:00.000Z' }), grace]).users,
    };
    const { rows } = await mountTable({ list });
    vi.useRealTimers();
    const time = rows()[0]?.get('[data-column=lastSignIn] time');
    expect(time?.text()).toMatch(/^2 hours ago, November 24, 2026 at /);
    expect(time?.attributes('title')).toContain('November 24, 2026');
  });

  test('has one row among the stops of Tab', async () => {
    const { rows } = await mountTable();
    expect(rows().map((row) => row.get('a').attributes('tabindex'))).toEqual(['0', '-1']);
  });

  test('draws of another list what is in view first, and what is beyond in the frame after', async () => {
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(window, 'requestAnimationFrame').mockImplementation((callback) => frames.push(callback));
    const nextFrame = () => frames.splice(0).forEach((callback) => callback(0));
    const listOf = (key: string, from: number) => {
      const people = Array.from({ length: 60 }, (_, index) => person(from + index));
      return { key, ...pageOf(people).users };
    };
    const props = shallowReactive<Record<string, unknown>>({
      ...TABLE,
      marked: new Set<string>(),
      list: listOf('all', 1),
    });
    const { wrapper } = await mountApp(UserTable, { props, routes: userRoutes, path: '/users' });
    const drawn = () => wrapper.findAll('[data-user]').length;
    nextFrame();
    await vi.waitFor(() => expect(drawn()).toBe(27));
    props['list'] = listOf('found', 100);
    await nextTick();
    expect(drawn()).toBe(15);
    nextFrame();
    await vi.waitFor(() => expect(drawn()).toBe(27));
  });

  test('leaves rows that are about to go as they are, their addresses too', async () => {
    const props = shallowReactive<Record<string, unknown>>({
      ...TABLE,
      marked: new Set<string>(),
      list: { key: 'list', ...pageOf([person(1), grace]).users },
    });
    const { wrapper, router } = await mountApp(UserTable, { props, routes: userRoutes, path: '/users?q=x' });
    const hrefs = () => wrapper.findAll('[data-user]').map((link) => link.attributes('href'));
    props['isOutdated'] = true;
    await router.push('/users?q=y');
    expect(hrefs()).toEqual([`/users/${person(1).id}?q=x`, `/users/${grace.id}?q=x`]);
    Object.assign(props, { list: { key: 'other', ...pageOf([grace]).users }, isOutdated: false });
    await nextTick();
    expect(hrefs()).toEqual([`/users/${grace.id}?q=y`]);
  });
});

describe('the columns', () => {
  const heads = (wrapper: VueWrapper) =>
    wrapper.findAll('[role=columnheader]').map((head) => head.text().replace(/\s+/g, ' '));
  const kept = () => JSON.parse(localStorage.getItem('rollcall.layout') ?? '{}') as Record<string, unknown>;
  const layout = (own: object) =>
    localStorage.setItem('rollcall.layout', JSON.stringify({ version: 1, widths: {}, ...own }));

  test('are those that were chosen on this device, in their order', async () => {
    layout({ columns: ['phone', 'status', 'secondFactor', 'id'] });
    const hedy = person(3, { phone: '+41 79 555 01 02', hasSecondFactor: true });
    const { wrapper, rows } = await mountTable({ list: { key: 'list', ...pageOf([hedy, grace]).users } });
    expect(heads(wrapper)).toEqual(['Name Email', 'Phone', 'Status', 'Second factor', 'ID', 'Actions']);
    const cells = rows()[0]
      ?.findAll('[role=cell]')
      .map((cell) => cell.text());
    expect(cells?.slice(1, 5)).toEqual(['+41 79 555 01 02', 'Active', 'On', hedy.id]);
  });

  test('get another width by the arrow keys, within limits, which is kept; from right to left the arrows are mirrored', async () => {
    layout({ columns: ['phone'], widths: { phone: 100 } });
    const { wrapper } = await mountTable();
    const bar = wrapper.findAll('[role=separator]')[1];
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ width: 100 } as DOMRect);
    expect(bar?.attributes()).toMatchObject({
      'aria-label': 'Width of the column Phone',
      'aria-orientation': 'vertical',
      'aria-valuemin': '64',
      'aria-valuemax': '800',
      tabindex: '0',
    });
    await bar?.trigger('keydown', { key: 'ArrowRight' });
    expect(kept()['widths']).toEqual({ phone: 116 });
    expect(wrapper.get('[role=table]').attributes('style')).toContain(' 116px ');
    expect(bar?.attributes('aria-valuenow')).toBe('116');
    document.documentElement.dir = 'rtl';
    await bar?.trigger('keydown', { key: 'ArrowRight' });
    document.documentElement.dir = 'ltr';
    expect(kept()['widths']).toEqual({ phone: 84 });
  });

  test('follow the pointer, and are kept when it is let go', async () => {
    layout({ columns: ['phone'] });
    const { wrapper } = await mountTable();
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ width: 100 } as DOMRect);
    const move = (name: string, clientX: number) =>
      window.dispatchEvent(new MouseEvent(name, { clientX, bubbles: true }));
    await wrapper.findAll('[role=separator]')[1]?.trigger('pointerdown', { clientX: 500 });
    move('pointermove', 530);
    await nextTick();
    expect(wrapper.get('[role=table]').attributes('style')).toContain(' 130px ');
    expect(kept()['widths']).toEqual({});
    move('pointerup', 540);
    await nextTick();
    expect(kept()['widths']).toEqual({ phone: 140 });
    move('pointermove', 700);
    await nextTick();
    expect(kept()['widths']).toEqual({ phone: 140 });
  });
});

describe('the actions of a row', () => {
  const items = () =>
    [...document.querySelectorAll('[role=menuitem]')].map((item) => item.textContent?.trim());

  test('open by its button, and ask for what was chosen', async () => {
    const { wrapper, rows } = await mountTable();
    await rows()[0]?.get('[data-actions]').trigger('click');
    await vi.waitFor(() =>
      expect(items()).toEqual(['OpenSpace', 'EditE', 'Copy emailC', 'Copy ID', 'DeactivateD', 'Delete#']),
    );
    [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1)?.click();
    await vi.waitFor(() => expect(wrapper.emitted('act')).toHaveLength(1));
    expect(wrapper.emitted('act')?.[0]).toEqual(['delete', expect.objectContaining({ id: person(1).id })]);
  });

  test.each([{ key: 'ContextMenu' }, { key: 'F10', shiftKey: true }])(
    'open by the keyboard: %o',
    async (key) => {
      const { rows } = await mountTable();
      await rows()[1]?.get('a').trigger('keydown', key);
      await vi.waitFor(() => expect(items()).toContain('ReactivateD'));
    },
  );

  test('of one’s own row are what nobody is refused', async () => {
    const { id } = (await signedIn()).viewer.value ?? { id: '' };
    const list = { key: 'list', ...pageOf([person(1, { id }), grace]).users };
    const { rows } = await mountTable({ list });
    await rows()[0]?.get('[data-actions]').trigger('click');
    await vi.waitFor(() =>
      expect(items()).toEqual(['OpenSpace', 'EditE', 'Your account', 'Copy emailC', 'Copy ID']),
    );
  });
});
