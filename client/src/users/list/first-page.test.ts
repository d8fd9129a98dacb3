import { DefaultApolloClient } from '@vue/apollo-composable';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defineComponent } from 'vue';
import { beginPage } from '../../../test/before-paint';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { pageOf, person } from '../../../test/people';
import { entryOf, signedIn } from '../../../test/sign-in';
import { NEWEST_FIRST } from './list-query';
import { isFirstPageOld, takeFirstPage } from './first-page';
import { useUserLists } from './useUserLists';

const answer = pageOf([person(1)]);
const answers = { RefreshSession: { entry: entryOf() }, Users: answer };
const wasIn = { wasIn: 'true' };

afterEach(() => {
  delete window.rollcallFirst;
  isFirstPageOld();
  vi.restoreAllMocks();
});

/** Reads the first page as the list does, with what the page has begun. */
async function readList(...begun: Parameters<typeof beginPage>) {
  const page = await beginPage(...begun);
  window.rollcallFirst = page.first;
  const server = new FakeServer({});
  let lists: ReturnType<typeof useUserLists> | undefined;
  const Reader = defineComponent(() => {
    lists = useUserLists();
    return () => null;
  });
  const provide = { [DefaultApolloClient]: server.client };
  await mountApp(Reader, { provide, session: await signedIn() });
  const reading = lists?.readerOf({ orderBy: NEWEST_FIRST })({});
  return { ...page, server, reading };
}

describe('before-paint.js', () => {
  test('renews the session and asks for the first page, each as the console does', async () => {
    const { sent, server, reading } = await readList('/users', answers, wasIn);
    expect(sent.map(({ operationName, token }) => [operationName, token])).toEqual([
      ['RefreshSession', undefined],
      ['Users', 'Bearer token 1'],
    ]);
    expect(await reading).toEqual(answer.users);
    expect(server.names).toEqual([]);
  });

  test.each([
    ['of another list', '/users?status=INVITED', wasIn],
    ['of another page', '/audit', wasIn],
    ['where nobody was signed in', '/users', {}],
  ])('asks for nothing first %s', async (_where, address, stored) => {
    const { sent, first } = await beginPage(address, answers, stored);
    expect([sent.map(({ operationName }) => operationName), first]).toEqual([['RefreshSession'], undefined]);
  });

  test('asks for none without the permission, or without a session', async () => {
    const names = async (entry: object) =>
      (await beginPage('/', { RefreshSession: { entry } }, wasIn)).sent.map(
        ({ operationName }) => operationName,
      );
    expect(await names(entryOf({ permissions: ['USERS_WRITE'] }))).toEqual(['RefreshSession']);
    expect(await names({ viewer: null, accessToken: null })).toEqual(['RefreshSession']);
  });

  test('leaves out the first steps that this user dismissed or may not take', async () => {
    const withStart = async (entry: object, stored: object) => {
      const { sent } = await beginPage('/', { RefreshSession: { entry } }, { ...wasIn, ...stored });
      return (sent[1]?.variables as { withStart?: boolean }).withStart;
    };
    expect(await withStart(entryOf(), {})).toBe(true);
    expect(await withStart(entryOf(), { startDismissed: '["olga"]' })).toBeUndefined();
    expect(await withStart(entryOf({ permissions: ['USERS_READ'] }), {})).toBeUndefined();
  });
});

describe('the first page that was asked for ahead', () => {
  test('is read once', async () => {
    const { server, reading } = await readList('/users', answers, wasIn);
    await reading;
    expect(takeFirstPage({}, 'olga')).toBeUndefined();
    expect(server.names).toEqual([]);
  });

  test.each([
    ['no answer came', {}],
    ['it was refused', { Users: null }],
  ])('is asked for again if %s', async (_why, users) => {
    const { server, reading } = await readList(
      '/users',
      { RefreshSession: answers.RefreshSession, ...users },
      wasIn,
    );
    (await server.asked('Users')).answer(pageOf([person(2)]));
    expect(await reading).toMatchObject({ edges: [{ node: { displayName: 'Person 2' } }] });
  });

  test('is not taken half a minute later', async () => {
    const { first } = await beginPage('/users', answers, wasIn);
    const page = await first;
    vi.spyOn(performance, 'now').mockReturnValue((page?.at ?? 0) + 30_001);
    window.rollcallFirst = first;
    expect(await takeFirstPage({ ...page?.variables }, 'olga')).toBeUndefined();
  });

  test('is not taken for another list or another viewer', async () => {
    const { first } = await beginPage('/users', answers, wasIn);
    const variables = (await first)?.variables;
    window.rollcallFirst = first;
    expect(await takeFirstPage({ ...variables, search: 'anna' }, 'olga')).toBeUndefined();
    window.rollcallFirst = first;
    expect(await takeFirstPage({ ...variables }, 'otto')).toBeUndefined();
  });

  test('is old if its news begins more than two seconds later', async () => {
    const take = async (laterMs: number) => {
      const { first } = await beginPage('/users', answers, wasIn);
      const page = await first;
      window.rollcallFirst = first;
      await takeFirstPage({ ...page?.variables }, 'olga');
      vi.spyOn(performance, 'now').mockReturnValue((page?.at ?? 0) + laterMs);
      const isOld = [isFirstPageOld(), isFirstPageOld()];
      vi.restoreAllMocks();
      return isOld;
    };
    expect([await take(1_900), await take(2_100)]).toEqual([
      [false, false],
      [true, false],
    ]);
  });
});
