import { flushPromises } from '@vue/test-utils';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mountApp } from '../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../test/sign-in';
import { Session } from '../auth/session/session';
import { writeOwn } from '../auth/session/own-storage';
import PlaygroundPage from './PlaygroundPage.vue';

const schema = buildSchema('type Query { "Everybody." users: [User!]! } type User { id: ID! name: String }');

interface Asked {
  operationName: string | undefined;
  authorization: string | null;
  signal: AbortSignal | undefined;
  answer: (body: unknown, status?: number) => Promise<void>;
  fail: () => Promise<void>;
}

/** What the page has asked, each waiting for the test's answer. */
let asked: Asked[];

beforeEach(() => {
  asked = [];
  localStorage.clear();
  // jsdom computes no layout; CodeMirror measures all the same.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const body = JSON.parse(init.body as string) as { operationName?: string };
    init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
    asked.push({
      operationName: body.operationName,
      authorization: new Headers(init.headers).get('authorization'),
      signal: init.signal ?? undefined,
      answer: async (result, status = 200) => {
        resolve(new Response(JSON.stringify(result), { status }));
        await flushPromises();
      },
      fail: async () => {
        reject(new TypeError('Failed to fetch'));
        await flushPromises();
      },
    });
    return promise;
  });
});
afterEach(() => vi.unstubAllGlobals());

async function open(session?: Session, hash = '') {
  const routes = [{ path: '/:path(.*)*', name: 'sign-in', component: { render: () => null } }];
  const { wrapper } = await mountApp(PlaygroundPage, {
    path: `/playground${hash}`,
    routes,
    ...(session && { session }),
  });
  await flushPromises();
  return wrapper;
}

const STATUS = 'section[aria-label=Answer] [role=status]';
const ALERT = 'section[aria-label=Answer] [role=alert]';

const last = (name: string) => {
  const found = asked.findLast(({ operationName }) => operationName === name);
  if (!found) throw new Error(`${name} was not asked.`);
  return found;
};
const answerText = () =>
  document.querySelector('[data-editor=answer]')?.shadowRoot?.querySelector('.cm-content')?.textContent;
const click = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click();
  await flushPromises();
};
const run = async () => {
  await click('[data-run]');
  // The token of the session is asked for first.
  return vi.waitFor(() => last('ListUsers'));
};

describe('an answer', () => {
  test('is awaited, and shown with its status', async () => {
    const page = await open();
    expect(page.text()).toContain('Run an operation to see its answer.');
    const request = await run();
    expect(page.text()).toContain('Waiting for the answer');
    expect(request.authorization).toBe('Bearer token 1');
    await request.answer({ data: { users: [] } });
    expect(answerText()).toContain('"users": []');
    expect(page.get(STATUS).text()).toContain('200');
    expect(page.get(STATUS).text()).not.toContain('Errors');
  });

  test('with errors in it is marked', async () => {
    const page = await open();
    await (await run()).answer({ errors: [{ message: 'No.' }] }, 400);
    expect(page.get(STATUS).text()).toMatch(/400.*Errors/);
    expect(answerText()).toContain('"No."');
  });

  test('that does not come is reported, and the next one is shown', async () => {
    const page = await open();
    await (await run()).fail();
    expect(page.get(ALERT).text()).toContain('can’t be reached');
    asked = [];
    await (await run()).answer({ data: null });
    expect(page.find(ALERT).exists()).toBe(false);
  });

  test('that comes after it was stopped is not shown', async () => {
    const page = await open();
    const request = await run();
    await click('[data-run]');
    expect(request.signal?.aborted).toBe(true);
    await request.answer({ data: { late: true } });
    expect(page.get(ALERT).text()).toContain('Stopped');
    expect(answerText()).not.toContain('late');
  });
});

test('a refused token is renewed, and the operation sent once more', async () => {
  let tokens = 0;
  const session = new Session(async () => entryOf({ token: `token ${(tokens += 1)}` }), tabs()());
  await session.begin();
  await open(session);
  await (await run()).answer({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  await vi.waitFor(() => expect(asked.filter((each) => each.operationName === 'ListUsers')).toHaveLength(2));
  expect(last('ListUsers').authorization).toBe('Bearer token 2');
  await last('ListUsers').answer({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(answerText()).toContain('UNAUTHENTICATED');
  expect(asked.filter((each) => each.operationName === 'ListUsers')).toHaveLength(2);
});

test('nobody runs it in nobody’s name, and is shown the sign-in page', async () => {
  const session = new Session(async () => noEntry(), tabs()());
  await session.begin();
  const page = await open(session);
  expect(page.get('[data-who]').text()).toContain('Nobody');
  expect(page.find('a').text()).toBe('Sign in');
  expect((await run()).authorization).toBeNull();
});

describe('the documentation', () => {
  const docs = () => click('aside button:nth-of-type(2)');

  test('is loaded, and walked through', async () => {
    const page = await open();
    await docs();
    expect(page.get('aside').text()).not.toContain('Query');
    await last('IntrospectionQuery').answer({ data: introspectionFromSchema(schema) });
    const query = page.findAll('aside button').find((button) => button.text() === 'Query');
    await query?.trigger('click');
    expect(page.get('aside').text()).toMatch(/users.*\[User!\]!.*Everybody\./s);
  });

  test('says that this server does not tell its schema', async () => {
    const page = await open();
    await docs();
    await last('IntrospectionQuery').answer({ errors: [{ message: 'No.' }] }, 400);
    expect(page.get('aside').text()).toContain('INTROSPECTION is off');
  });

  test('is asked for in the name of who is signed in', async () => {
    await open();
    await vi.waitFor(() => expect(last('IntrospectionQuery').authorization).toBe('Bearer token 1'));
  });

  test('says that it is shown to who is signed in, where nobody is', async () => {
    const session = new Session(async () => noEntry(), tabs()());
    await session.begin();
    const page = await open(session);
    await docs();
    // It may be asked for again once it is known that nobody is signed in.
    await vi.waitFor(async () => {
      const schemas = asked.filter(({ operationName }) => operationName === 'IntrospectionQuery');
      for (const each of schemas) await each.answer({ errors: [{ message: 'No.' }] }, 400);
      expect(page.get('aside').text()).toContain('shows its schema to who is signed in');
    });
  });

  test('says that it could not be loaded, and is asked for again', async () => {
    const page = await open();
    await docs();
    await last('IntrospectionQuery').fail();
    expect(page.get('aside').text()).toContain('could not be loaded');
    const retry = page.findAll('aside button').find((button) => button.text() === 'Try again');
    await retry?.trigger('click');
    expect(asked.filter((each) => each.operationName === 'IntrospectionQuery')).toHaveLength(2);
  });
});

const operationText = () =>
  document.querySelector('[data-editor=operation]')?.shadowRoot?.querySelector('.cm-content')?.textContent;
const tabNames = () =>
  [...document.querySelectorAll('nav li button:first-child')].map((each) => each.textContent?.trim());
const button = (label: string) => `button[aria-label="${label}"]`;

describe('tabs', () => {
  test('an address that brings an operation along opens it in one, beside what was there', async () => {
    writeOwn('playground', 'olga', {
      tabs: [{ document: 'query Mine { mine }', variables: '' }],
      place: 0,
      history: [],
    });
    await open(undefined, '#query=query+Theirs+%7B+theirs+%7D');
    expect(tabNames()).toEqual(['Mine', 'Theirs']);
    expect(operationText()).toContain('{ theirs }');
    await click('nav li button');
    expect(operationText()).toContain('{ mine }');
    await click(button('Close Mine'));
    expect(tabNames()).toEqual(['Theirs']);
    await click(button('New operation'));
    expect(tabNames()).toEqual(['Theirs', 'Unnamed operation']);
    expect(operationText()).toBe('');
  });

  test('an example opens in one, and each shows the answer to its own operation', async () => {
    const page = await open();
    await (await run()).answer({ data: { users: 'of the first' } });
    await page
      .findAll('aside button')
      .find((each) => each.text() === 'List roles')!
      .trigger('click');
    await flushPromises();
    expect(tabNames()).toEqual(['ListUsers', 'Roles']);
    expect(answerText()).not.toContain('of the first');
    await click('[data-run]');
    await (await vi.waitFor(() => last('Roles'))).answer({ data: { roles: 'of the second' } });
    expect(answerText()).toContain('of the second');
    await click('nav li button');
    expect(answerText()).toContain('of the first');
  });
});

test('says who is signed in, and what they may do', async () => {
  await open();
  await click('[data-who]');
  const shown = await vi.waitFor(() => {
    const about = document.querySelector('[data-viewer]');
    if (!about) throw new Error('Nothing is shown.');
    return about;
  });
  expect(shown.textContent).toContain('olga@example.org');
  expect([...shown.querySelectorAll('li')].map((each) => each.textContent)).toContain('Read users');
});
