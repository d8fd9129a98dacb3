import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import InvitationsPage from './InvitationsPage.vue';

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer({});
});

const open = (path = '/invitations') =>
  mountApp(InvitationsPage, { path, provide: { [DefaultApolloClient]: server.client } });

function invitation(n: number, own: object = {}) {
  const moment = new Date().toISOString();
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const user = {
    __typename: 'User',
    id: `u${n}`,
    displayName: `Person ${n}`,
    viewerCanUpdate: true,
    state: 'INVITED',
    invitationExpiresAt: expiresAt,
  };
  return {
    __typename: 'Invitation',
    id: `i${n}`,
    state: 'PENDING',
    delivery: 'SENT',
    email: `p${n}@example.org`,
    createdAt: moment,
    sentAt: moment,
    expiresAt,
    user,
    invitedBy: null,
    ...own,
  };
}

function page(nodes: ReturnType<typeof invitation>[], hasNextPage = false) {
  const edges = nodes.map((node) => ({ __typename: 'InvitationEdge', cursor: `at ${node.id}`, node }));
  const pageInfo = { __typename: 'PageInfo', hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
  return {
    __typename: 'InvitationConnection',
    edges,
    pageInfo,
    totalCount: nodes.length,
    totalCountIsCapped: false,
  };
}

/** Tells of an invitation, as the server does when it has changed. */
async function news() {
  const { answer } = await server.asked('InvitationChanged');
  return (invitation: object) => {
    const user = { __typename: 'User', id: 'u1', invitation };
    answer({ userChanged: { __typename: 'UserChange', kind: 'UPDATED', user } });
  };
}

/** Notices are items of a list too. */
const ROW = 'ul[aria-label=Invitations] > li';
const rows = () => [...document.querySelectorAll(ROW)].map((row) => row.textContent);
const shown = () => document.body.textContent;

function press(label: string) {
  const button = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === label);
  if (!button) throw new Error(`There is no button ${label}.`);
  button.click();
}

describe('the page of invitations', () => {
  test('shows that an invitation has expired while it is looked at', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    await open();
    const expiresAt = new Date(Date.now() + 30_000).toISOString();
    (await server.asked('Invitations')).answer({ invitations: page([invitation(1, { expiresAt })]) });
    await vi.waitFor(() => expect(rows()[0]).toContain('Pending'));
    vi.advanceTimersByTime(60_000);
    await flushPromises();
    expect(rows()[0]).not.toContain('Pending');
    vi.useRealTimers();
  });

  test('shows that they are on their way, that there are none, and that none came', async () => {
    await open();
    expect(document.querySelector('main [role=status], [role=status] .animate-pulse')).not.toBeNull();
    (await server.asked('Invitations')).fail();
    await vi.waitFor(() => expect(shown()).toContain('Can’t reach the server'));
    press('Try again');
    (await server.asked('Invitations', 2)).answer({ invitations: page([]) });
    await vi.waitFor(() => expect(shown()).toContain('No invitations yet'));
  });

  test('asks for the state in the address, and for another at a press', async () => {
    await open('/invitations?state=EXPIRED');
    const asked = await server.asked('Invitations');
    expect(asked.variables).toEqual({ first: 50, where: { state: ['EXPIRED'] } });
    asked.answer({ invitations: page([]) });
    await vi.waitFor(() => expect(shown()).toContain('No matching invitations'));
    press('Accepted');
    expect((await server.asked('Invitations', 2)).variables).toMatchObject({
      where: { state: ['ACCEPTED'] },
    });
  });

  test('brings the answer of a write on screen without another request', async () => {
    await open();
    (await server.asked('Invitations')).answer({ invitations: page([invitation(2), invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    press('Withdraw');
    const asked = await server.asked('CancelInvitation');
    expect(asked.variables).toEqual({ id: 'i2', first: 50, where: null });
    const withdrawn = invitation(2, { state: 'CANCELLED' });
    asked.answer({
      write: {
        __typename: 'CancelInvitationPayload',
        invitation: withdrawn,
        invitations: page([withdrawn, invitation(1)]),
        userErrors: [],
      },
    });
    await vi.waitFor(() => expect(rows()[0]).toContain('Withdrawn'));
    await vi.waitFor(() => expect(shown()).toContain('Invitation of Person 2 withdrawn'));
    expect(server.names.toSorted()).toEqual(['CancelInvitation', 'InvitationChanged', 'Invitations']);
  });

  test('shows what news tells of one, without asking', async () => {
    await open('/invitations?state=PENDING');
    (await server.asked('Invitations')).answer({
      invitations: page([invitation(1, { delivery: 'SENDING' })]),
    });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    const before = rows()[0];
    const tell = await news();
    tell(invitation(1, { delivery: 'FAILED' }));
    await vi.waitFor(() => expect(rows()[0]).not.toBe(before));
    expect(server.names.filter((name) => name === 'Invitations')).toHaveLength(1);
  });

  test('reads the list again after a bulk job', async () => {
    await open();
    (await server.asked('Invitations')).answer({ invitations: page([invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    const { answer } = await server.asked('InvitationChanged');
    answer({ userChanged: { __typename: 'UserChange', kind: 'MANY', user: null } });
    (await server.asked('Invitations', 2)).answer({ invitations: page([invitation(2), invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
  });

  test('reads the list again where news is of one that it does not show, or holds no more', async () => {
    await open('/invitations?state=PENDING');
    (await server.asked('Invitations')).answer({ invitations: page([invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    const tell = await news();
    tell(invitation(1, { state: 'ACCEPTED' }));
    (await server.asked('Invitations', 2)).answer({ invitations: page([]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(0));
    tell(invitation(2));
    (await server.asked('Invitations', 3)).answer({ invitations: page([invitation(2)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
  });

  test('shows a link to hand over until it is closed', async () => {
    await open();
    (await server.asked('Invitations')).answer({ invitations: page([invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    press('Resend');
    const again = invitation(1, { delivery: 'LINK' });
    (await server.asked('InviteUser')).answer({
      write: {
        __typename: 'InviteUserPayload',
        invitation: { ...again, user: { ...again.user, invitation: { __typename: 'Invitation', id: 'i1' } } },
        link: 'https://example.org/accept#secret',
        invitations: page([again]),
        userErrors: [],
      },
    });
    const field = () => document.querySelector<HTMLInputElement>('input[readonly]');
    await vi.waitFor(() => expect(field()?.value).toBe('https://example.org/accept#secret'));
    press('Close');
    await vi.waitFor(() => expect(field()).toBeNull());
    // No mail goes out, so nothing could be sent again.
    expect(rows()[0]).toContain('New link');
  });

  test('names the user of an invitation', async () => {
    await open();
    (await server.asked('Invitations')).answer({ invitations: page([invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    press('Resend');
    const again = invitation(1);
    (await server.asked('InviteUser')).answer({
      write: {
        __typename: 'InviteUserPayload',
        invitation: { ...again, user: { ...again.user, invitation: { __typename: 'Invitation', id: 'i1' } } },
        link: null,
        invitations: page([again]),
        userErrors: [],
      },
    });
    await vi.waitFor(() => expect(shown()).toContain('Invitation sent to Person 1'));
  });

  test('brings more at a press, after those that are there', async () => {
    await open();
    (await server.asked('Invitations')).answer({ invitations: page([invitation(2)], true) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    press('Load more');
    const asked = await server.asked('Invitations', 2);
    expect(asked.variables).toMatchObject({ after: 'at i2' });
    asked.answer({ invitations: page([invitation(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
  });

  test('offers no actions for users that the viewer does not reach', async () => {
    await open();
    const own = invitation(1);
    const owner = { ...own, user: { ...own.user, viewerCanUpdate: false } };
    (await server.asked('Invitations')).answer({ invitations: page([owner]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    await flushPromises();
    expect(document.querySelectorAll(`${ROW} button`)).toHaveLength(0);
  });
});
