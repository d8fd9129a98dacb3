import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { pageOf, person } from '../../../test/people';
import { signedIn } from '../../../test/sign-in';
import type { Session } from '../../auth/session/session';
import type { FirstStepsPartsFragment } from '../../gql/graphql';
import { userPolicies } from '../state/user-cache';
import { userRoutes } from '../users.routes';

const ELSEWHERE = { path: '/:path(.*)*', component: { render: () => null } };

const NEW = {
  __typename: 'FirstSteps' as const,
  people: 1,
  samplePeople: 0,
  hasInvited: false,
  hasSecondFactor: false,
  hasAccessToken: false,
  sendsMail: false,
};

beforeEach(() => {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

async function open(session: Session, path = '/users') {
  const server = new FakeServer(userPolicies);
  const provide = { [DefaultApolloClient]: server.client };
  const { router } = await mountApp(RouterView, {
    path,
    routes: [...userRoutes, ELSEWHERE],
    session,
    provide,
  });
  return { server, router };
}

async function openNew(progress: Partial<FirstStepsPartsFragment> = {}, people = [person(1)]) {
  const opened = await open(await signedIn());
  const firstSteps = { ...NEW, ...progress };
  (await opened.server.asked('Users')).answer({ ...pageOf(people), firstSteps });
  await vi.waitFor(() => expect(card()).not.toBeNull());
  button('Getting started').click();
  await flushPromises();
  return opened;
}

const card = () => document.querySelector('section[aria-labelledby]');

function button(name: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent)?.trim() === name,
  );
  if (!found) throw new Error(`There is no button "${name}".`);
  return found;
}

const stepsDone = () =>
  [...(card()?.querySelectorAll('li') ?? [])]
    .filter(({ textContent }) => textContent?.includes('Done'))
    .map((each) => each.querySelector('p')?.textContent?.replace('Done', '').trim());

describe('the card of a new directory', () => {
  test('comes with the list, and ticks what has been done', async () => {
    const { server } = await openNew({ hasInvited: true, sendsMail: true }, [person(1), person(2)]);
    expect(server.names.filter((name) => name !== 'UserChanged')).toEqual(['Users']);
    expect((await server.asked('Users')).variables).toMatchObject({ withStart: true });
    expect(stepsDone()).toEqual(['Add a person', 'Invite a colleague', 'Set up email']);
    expect(card()?.textContent).toContain('3 of 5 done');
  });

  test('says what to set for mail, and leads only to what is not done', async () => {
    await openNew({ hasAccessToken: true });
    expect(card()?.textContent).toContain('SMTP_URL');
    const links = [...(card()?.querySelectorAll('a') ?? [])].map((each) => each.getAttribute('href'));
    expect(links).toEqual(['/users/new', '/users/new', '/account/security']);
  });

  test('is ticked by the list, without asking again', async () => {
    const { server } = await openNew();
    expect(stepsDone()).toEqual([]);
    const position = { __typename: 'UserPosition', cursor: 'x', previousId: null, nextId: person(1).id };
    const users = { __typename: 'UserConnection', totalCount: 2, totalCountIsCapped: false };
    const user = { ...person(2, { status: 'INVITED', state: 'INVITED' }), position };
    (await server.asked('UserChanged')).answer({
      userChanged: { __typename: 'UserChange', kind: 'CREATED', user, users },
    });
    await vi.waitFor(() => expect(stepsDone()).toEqual(['Add a person', 'Invite a colleague']));
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(1);
  });

  test('is not shown over a search, nor to who may not add people, who do not ask for it', async () => {
    const { router } = await openNew();
    await router.push('/users?q=x');
    await vi.waitFor(() => expect(card()).toBeNull());

    const { server } = await open(await signedIn({ permissions: ['USERS_READ'] }));
    expect((await server.asked('Users')).variables).toMatchObject({ withStart: false });
  });

  test('stays away from who dismissed it, at the next visit too, and from a directory that is not new', async () => {
    await openNew();
    button('Dismiss').click();
    await vi.waitFor(() => expect(card()).toBeNull());
    const again = await open(await signedIn());
    expect((await again.server.asked('Users')).variables).toMatchObject({ withStart: false });
    const other = await open(await signedIn({ id: 'otto' }));
    const first = await other.server.asked('Users');
    expect(first.variables).toMatchObject({ withStart: true });
    first.answer({ ...pageOf([person(1)]), firstSteps: null });
    await flushPromises();
    expect(card()).toBeNull();
  });
});

describe('sample people', () => {
  const samples = [person(1), person(2), person(3)];
  const page = () => pageOf(samples, { totalCount: 1_001 }).users;
  const names = () => [...document.querySelectorAll('[data-user]')].map((link) => link.textContent);

  async function add() {
    const opened = await openNew();
    button('Add a thousand sample people').click();
    const firstSteps = { ...NEW, samplePeople: 1_000 };
    const write = { users: page(), firstSteps, userErrors: [] };
    (await opened.server.asked('AddSamplePeople')).answer({ write });
    await vi.waitFor(() => expect(names()).toHaveLength(3));
    return opened;
  }

  const news = (id: string) => {
    const users = { __typename: 'UserConnection', totalCount: 1_001, totalCountIsCapped: false };
    const user = { ...person(1), id, position: null };
    return { userChanged: { __typename: 'UserChange', kind: 'MANY', user, users } };
  };

  test('come and go by one request each, and the list is the answer’s', async () => {
    const { server } = await add();
    expect((await server.asked('AddSamplePeople')).variables).toMatchObject({ first: 100 });
    expect(document.querySelector('h1 + [role="status"]')?.textContent).toBe('1,001 people');
    expect(() => button('Dismiss')).toThrow();
    button('Remove the sample people').click();
    const write = { users: pageOf([person(1)]).users, firstSteps: NEW, userErrors: [] };
    (await server.asked('RemoveSamplePeople')).answer({ write });
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(1);
  });

  test('are news to everybody else, who read the list again, and not to who added them', async () => {
    const { server } = await add();
    const subscription = await server.asked('UserChanged');
    subscription.answer(news('olga'));
    await flushPromises();
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(1);
    // In another window.
    subscription.answer(news('olga'));
    await server.asked('Users', 2);
  });

  test('that were refused are no news, and the reason is shown', async () => {
    const { server } = await openNew();
    button('Add a thousand sample people').click();
    const userErrors = [
      { __typename: 'UserError', code: 'ALREADY_DONE', message: 'They are there.', path: [] },
    ];
    const write = { users: page(), firstSteps: { ...NEW, samplePeople: 1_000 }, userErrors };
    (await server.asked('AddSamplePeople')).answer({ write });
    await vi.waitFor(() => expect(document.body.textContent).toContain('They are there.'));
    (await server.asked('UserChanged')).answer(news('olga'));
    await server.asked('Users', 2);
  });

  test('are not offered to who could not remove them', async () => {
    const session = await signedIn({ permissions: ['USERS_READ', 'USERS_WRITE'] });
    const { server } = await open(session);
    (await server.asked('Users')).answer({ ...pageOf([person(1)]), firstSteps: NEW });
    await vi.waitFor(() => expect(card()).not.toBeNull());
    expect(() => button('Add a thousand sample people')).toThrow();
  });
});
