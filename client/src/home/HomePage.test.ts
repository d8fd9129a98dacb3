import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginPage } from '../../test/before-paint';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { entryOf, signedIn } from '../../test/sign-in';
import type { Permission } from '../gql/graphql';
import type { Language } from '../lib/language/language';
import HomePage from './HomePage.vue';

const DAYS = Array.from({ length: 30 }, (_, n) =>
  new Date(Date.UTC(2026, 9, 20 + n)).toISOString().slice(0, 10),
);

const day = (name: string, n: number) => ({
  __typename: 'HomeDay',
  day: name,
  added: n,
  active: n + 1,
  signIns: 2 * n,
  failures: n === 7 ? 5 : 0,
  isCapped: false,
  totals: {
    __typename: 'HomeTotals',
    active: 100 + n,
    invited: 2,
    neverSignedIn: 3,
    withoutSecondFactor: 9,
  },
});

const state = (name: string, count: number) => ({
  __typename: 'HomeState',
  state: name,
  count,
  countIsCapped: name === 'INVITED',
});

const values = (...top: [string, string | null, number][]) => ({
  __typename: 'HomeValues',
  top: top.map(([value, label, count]) => ({ __typename: 'HomeValue', value, label, count })),
  others: 4,
});

const ROLE = '01900000-0000-7000-8000-000000000001';

const home = (own: object = {}) => ({
  home: {
    __typename: 'Home',
    userCount: 12_345,
    states: [state('ACTIVE', 12_000), state('INVITED', 10_000), state('NO_ACCESS', 7), state('DELETED', 1)],
    neverSignedIn: 321,
    dormant: 42,
    withoutSecondFactor: 11_000,
    departments: values(['sales', 'Sales', 200], ['legal', 'Légal', 50]),
    roles: values([ROLE, 'Editor', 3]),
    languages: values(['ar', null, 6]),
    days: DAYS.map(day),
    ...own,
  },
});

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer({});
});

async function open(answer: object | undefined, language: Language = 'en', permissions?: Permission[]) {
  const mounted = await mountApp(HomePage, {
    language,
    ...(permissions && { session: await signedIn({ permissions }) }),
    provide: { [DefaultApolloClient]: server.client },
  });
  const asked = await server.asked('Home');
  if (answer) asked.answer(answer);
  else asked.fail();
  await flushPromises();
  return mounted;
}

const all = (selector: string) => [...document.querySelectorAll(selector)];
const card = (title: string) =>
  all('section').find((each) => each.querySelector('h2')?.textContent === title) as Element;
const linksOf = (place: Element | undefined, selector = 'a') =>
  [...(place?.querySelectorAll(selector) ?? [])].map((link) =>
    decodeURIComponent(link.getAttribute('href') ?? ''),
  );

test('the figures that before-paint.js has asked for need no other request', async () => {
  const answers = { RefreshSession: { entry: entryOf() }, Home: home() };
  const { sent, first } = await beginPage('/home', answers, { wasIn: 'true' });
  expect(sent.map(({ operationName }) => operationName)).toEqual(['RefreshSession', 'Home']);
  window.rollcallFirst = first;
  await mountApp(HomePage, { provide: { [DefaultApolloClient]: server.client } });
  await vi.waitFor(() => expect(document.querySelector('[role=status]')?.textContent).toBe('12,345 people'));
  expect(server.names).toEqual([]);
});

describe('the figures', () => {
  test('are links to the lists of those who are counted', async () => {
    await open(home());
    const links = Object.fromEntries(
      all('a').map((link) => [link.textContent?.trim().replaceAll(/\s+/g, ' '), link.getAttribute('href')]),
    );
    expect(links).toMatchObject({
      'Active12,000': '/users?status=ACTIVE',
      'Invited10,000+': '/users?status=INVITED',
      'Never signed in321': '/users?signed-in=never',
      'Without second factor11,000': '/users?second-factor=has-not',
      'Not signed in for 90 days 42': '/users?signed-in=older',
      'No access yet 7': '/users?status=NO_ACCESS',
    });
    expect(document.querySelector('[role=status]')?.textContent).toBe('12,345 people');
  });

  test('have their last 30 days as a line, and as a table', async () => {
    await open(home());
    expect(all('section svg.h-7 path')).toHaveLength(4);
    const rows = all('section > .sr-only tbody tr').map((row) => row.textContent);
    expect(rows).toHaveLength(30);
    expect(rows[0]).toBe('Oct 20100239');
    // Today's are those of now.
    expect(rows[29]).toBe('Nov 1812,00010,00032111,000');
  });

  test('are left out where the viewer may not see them', async () => {
    const days = DAYS.map((name, n) => ({ ...day(name, n), active: null, signIns: null, failures: null }));
    await open(home({ withoutSecondFactor: null, days }));
    expect(document.body.textContent).not.toContain('second factor');
    expect(all('h2').map(({ textContent }) => textContent)).toEqual([
      'People added',
      'By department',
      'By role',
      'By language',
    ]);
  });
});

describe('the charts of days', () => {
  test('have a bar for each day, which leads to the list of the day', async () => {
    await open(home());
    expect(linksOf(card('People added'), 'svg a')[4]).toBe('/users?from=2026-10-24&to=2026-10-24');
    const signIns = linksOf(card('Sign-ins and failures'), 'svg a');
    expect(signIns).toHaveLength(60);
    expect(signIns[7]).toBe('/audit?action=SIGNED_IN&from=2026-10-27&until=2026-10-27');
    expect(signIns[37]).toBe('/audit?action=SIGN_IN_FAILED&from=2026-10-27&until=2026-10-27');
    expect(card('People added').querySelectorAll('svg a title')[4]?.textContent).toBe('Oct 24: 4 (Added)');
  });

  test('follow a link without loading the page again, and leave a press with Ctrl to the browser', async () => {
    const { router } = await open(home());
    const bar = card('People added').querySelectorAll('svg a')[4];
    const press = async (keys: MouseEventInit) => {
      const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...keys });
      bar?.querySelector('rect')?.dispatchEvent(event);
      await flushPromises();
      return event.defaultPrevented;
    };
    const before = router.currentRoute.value.fullPath;
    // jsdom follows no link: without this it would say so.
    document.addEventListener('click', (event) => event.defaultPrevented || event.preventDefault(), {
      once: true,
    });
    await press({ ctrlKey: true });
    expect(router.currentRoute.value.fullPath).toBe(before);
    expect(await press({})).toBe(true);
    expect(router.currentRoute.value.fullPath).toBe('/users?from=2026-10-24&to=2026-10-24');
  });

  test('are a table for a screen reader, and for all by a button, with the same links', async () => {
    await open(home());
    const place = card('Sign-ins and failures');
    const numbers = () =>
      [...place.querySelectorAll('tbody tr:nth-child(8) > *')].map((cell) => cell.textContent);
    expect(numbers()).toEqual(['Oct 27', '14', '5']);
    expect(linksOf(place, 'table a')).toEqual([]);
    place.querySelector('button')?.click();
    await flushPromises();
    expect(numbers()).toEqual(['Oct 27', '14', '5']);
    expect(linksOf(place, 'table a').slice(14, 16)).toEqual([
      '/audit?action=SIGNED_IN&from=2026-10-27&until=2026-10-27',
      '/audit?action=SIGN_IN_FAILED&from=2026-10-27&until=2026-10-27',
    ]);
    expect(place.querySelector<SVGElement>('svg.block')?.style.display).toBe('none');
  });

  test('say if there is more than is counted', async () => {
    await open(home({ days: DAYS.map((name, n) => ({ ...day(name, n), isCapped: n === 29 })) }));
    expect(document.body.textContent).toContain('the last 10,000 entries');
  });

  test('run from right to left in Arabic', async () => {
    await open(home(), 'ar');
    const [first, last] = [0, 29].map((n) =>
      Number(
        all('section svg a:first-of-type ~ a, section svg a')[n]?.querySelector('rect')?.getAttribute('x'),
      ),
    );
    expect(first).toBeGreaterThan(last as number);
  });
});

test('a built-in role has its name in the language on screen', async () => {
  await open(home(), 'ar');
  const names = [...document.querySelectorAll(`a[href="/users?role=${ROLE}"]`)].map(
    (link) => link.textContent,
  );
  expect(names.join()).toMatch(/[\u0600-\u06ff]/);
  expect(names.join()).not.toContain('Editor');
});

test('departments and roles lead to their lists; the rest is a row', async () => {
  await open(home());
  expect(linksOf(card('By department'))).toEqual(['/users?department=Sales', '/users?department=Légal']);
  expect(linksOf(card('By role'))).toEqual([`/users?role=${ROLE}`]);
  const rows = [...card('By language').querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(rows).toEqual(['Arabic6', 'All others4']);
  const widths = [...card('By department').querySelectorAll('rect:last-child')].map((bar) =>
    bar.getAttribute('width'),
  );
  expect(widths).toEqual(['100%', '25%']);
});

describe('a directory of nobody but its owner', () => {
  afterEach(() => document.documentElement.removeAttribute('data-docs'));

  test.each<[string, Permission[], string[]]>([
    [
      'everything',
      ['USERS_READ', 'USERS_WRITE', 'TOKENS_WRITE'],
      ['/users/new', '/import', '/invitations', '/account/tokens', '/account/security'],
    ],
    [
      'people alone',
      ['USERS_READ', 'USERS_WRITE'],
      ['/users/new', '/import', '/invitations', '/account/security'],
    ],
    ['tokens alone', ['USERS_READ', 'TOKENS_WRITE'], ['/account/tokens', '/account/security']],
    ['nothing of it', ['USERS_READ'], ['/account/security']],
  ])('says what to do first to a viewer who may do %s', async (_what, permissions, links) => {
    document.documentElement.setAttribute('data-docs', '');
    await open(home({ userCount: 1 }), 'en', permissions);
    expect(linksOf(card('What to do first'))).toEqual([...links, '/docs/recipes']);
  });

  test('names no recipes where the server has no documentation', async () => {
    await open(home({ userCount: 1 }), 'en', ['USERS_READ']);
    expect(linksOf(card('What to do first'))).toEqual(['/account/security']);
  });
});

test('a failure can be tried again', async () => {
  await open(undefined);
  document.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
  (await server.asked('Home', 2)).answer(home());
  await flushPromises();
  expect(card('By role')).toBeDefined();
});
