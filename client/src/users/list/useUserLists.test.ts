import { DefaultApolloClient } from '@vue/apollo-composable';
import { expect, test } from 'vitest';
import { defineComponent } from 'vue';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { pageOf, person } from '../../../test/people';
import { sideListsOf } from '../../views/side-bar/useSideLists';
import { useUserLists } from './useUserLists';

/** The reader of a list, as a page of the console has it. */
async function openReader() {
  const server = new FakeServer({});
  let read: ReturnType<ReturnType<typeof useUserLists>['readerOf']> | undefined;
  const Reader = defineComponent(() => {
    read = useUserLists().readerOf({});
    return () => null;
  });
  await mountApp(Reader, { provide: { [DefaultApolloClient]: server.client } });
  if (!read) throw new Error('The component was not set up.');
  return { server, read };
}

test('any page of a list brings the counts of the side bar while they are doubtful', async () => {
  const { server, read } = await openReader();
  const side = sideListsOf(server.client);
  side.beginRead()({});
  void read({ after: 'a' });
  expect((await server.asked('Users')).variables).toMatchObject({ after: 'a', withSide: false });

  // As after a bulk job, with the list scrolled far down: its first page is not asked for.
  side.doubt();
  const page = read({ after: 'b' });
  const { variables, answer } = await server.asked('Users', 2);
  expect(variables).toMatchObject({ after: 'b', withSide: true });
  const everyone = { __typename: 'UserConnection', totalCount: 7, totalCountIsCapped: false };
  const others = ['noAccess', 'invited', 'deactivated', 'bin'].map((key) => [key, everyone]);
  answer({ ...pageOf([person(1)]), everyone, ...Object.fromEntries(others), views: [] });
  await page;
  expect([side.counts.get('everyone')?.totalCount, side.isDoubtful.value]).toEqual([7, false]);
});
