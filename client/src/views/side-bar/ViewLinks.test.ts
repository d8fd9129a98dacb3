import { DefaultApolloClient } from '@vue/apollo-composable';
import { expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { signedIn } from '../../../test/sign-in';
import { readOwn, writeOwn } from '../../auth/session/own-storage';
import ViewLinks from './ViewLinks.vue';

const view = (n: number, isShared: boolean) => ({
  __typename: 'SavedView',
  id: `view-${n}`,
  name: `View ${n}`,
  query: `q=${n}`,
  layout: '{}',
  isShared,
  version: 1,
  viewerCanUpdate: true,
  owner: null,
  users: { __typename: 'UserConnection', totalCount: n, totalCountIsCapped: false },
});

const heights = () =>
  [...document.querySelectorAll<HTMLElement>('[aria-hidden=true] > div')].map((each) => each.style.height);

test('the place of the saved views is kept until they are known, as large as at the last visit', async () => {
  const idles: IdleRequestCallback[] = [];
  vi.stubGlobal('requestIdleCallback', (run: IdleRequestCallback) => idles.push(run));
  const session = await signedIn();
  const owner = session.viewer.value?.id;
  writeOwn('savedViews', owner, [3, 1]);
  const server = new FakeServer({});
  await mountApp(ViewLinks, { path: '/home', session, provide: { [DefaultApolloClient]: server.client } });
  expect(heights()).toEqual(['calc(2px + 7rem)', 'calc(0px + 3.5rem)']);
  for (const run of idles) run({ didTimeout: false, timeRemaining: () => 50 });
  const counted = { __typename: 'UserConnection', totalCount: 1, totalCountIsCapped: false };
  const fixed = ['everyone', 'noAccess', 'invited', 'deactivated', 'bin'].map((key) => [key, counted]);
  const views = [view(1, false), view(2, false)];
  (await server.asked('SideLists')).answer({ ...Object.fromEntries(fixed), views });
  await vi.waitFor(() => expect(document.body.textContent).toContain('View 2'));
  expect(heights()).toEqual([]);
  expect(readOwn('savedViews', owner)).toEqual([2, 0]);
});
