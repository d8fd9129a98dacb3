import { DefaultApolloClient } from '@vue/apollo-composable';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import type { Session } from '../auth/session/session';
import type { SessionRowFragment } from '../gql/graphql';
import SessionsPage from './SessionsPage.vue';

let server: FakeServer;
let session: Session;

beforeEach(async () => {
  server = new FakeServer({});
  session = await signedIn();
  await mountApp(SessionsPage, { session, provide: { [DefaultApolloClient]: server.client } });
});

const MOMENT = '2026-11-24T10:00:00.000Z';

function row(id: string, own: Partial<SessionRowFragment> = {}) {
  return {
    __typename: 'Session',
    id,
    browser: 'Firefox',
    operatingSystem: 'Linux',
    address: '192.0.2.1',
    createdAt: MOMENT,
    lastUsedAt: MOMENT,
    isCurrent: false,
    ...own,
  };
}

function olga(...nodes: object[]) {
  const sessions = { __typename: 'SessionConnection', nodes, totalCount: nodes.length };
  return { __typename: 'User', id: 'olga', sessions };
}

const CURRENT = row('here', { isCurrent: true });
const OTHER = row('there', { browser: 'Safari', operatingSystem: 'iOS', address: '198.51.100.7' });
const written = (user: object | null, ...userErrors: object[]) => ({
  write: { __typename: 'RevokeSessionPayload', user, userErrors },
});

async function shown() {
  (await server.asked('OwnSessions')).answer({ user: olga(CURRENT, OTHER) });
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
}

const rows = () => [...document.querySelectorAll('li:has(bdi)')].map((each) => each.textContent ?? '');

function press(label: string) {
  const buttons = [...document.querySelectorAll<HTMLElement>('button')];
  const found = buttons.findLast((each) => (each.ariaLabel ?? each.textContent?.trim()) === label);
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
}

describe('the page of one’s sessions', () => {
  test('shows each with its device and address, and marks the present one', async () => {
    await shown();
    expect(rows()[0]).toMatch(/Firefox on Linux.*This device.*192\.0\.2\.1/s);
    expect(rows()[1]).toMatch(/Safari on iOS.*198\.51\.100\.7/s);
    expect(rows()[1]).not.toContain('This device');
  });

  test('names what it does not know', async () => {
    const unknown = row('x', { browser: null, operatingSystem: null });
    (await server.asked('OwnSessions')).answer({ user: olga(unknown) });
    await vi.waitFor(() => expect(rows()[0]).toContain('Unknown device'));
  });

  test('ends another in one request, whose answer is the new list', async () => {
    await shown();
    press('Sign out Safari on iOS');
    const asked = await server.asked('RevokeSession');
    expect(asked.variables).toEqual({ id: 'there' });
    asked.answer(written(olga(CURRENT)));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(server.names).toEqual(['OwnSessions', 'RevokeSession']);
  });

  test('signs out where the present one is ended', async () => {
    await shown();
    press('Sign out Firefox on Linux');
    (await server.asked('SignOut')).answer({ signOut: { __typename: 'SignOutPayload', userErrors: [] } });
    await vi.waitFor(() => expect(session.state.value).toBe('out'));
  });

  test('says why one was not ended, and keeps it', async () => {
    await shown();
    press('Sign out Safari on iOS');
    const refusal = { __typename: 'UserError', code: 'NOT_FOUND', message: 'It is gone.', path: ['id'] };
    (await server.asked('RevokeSession')).answer(written(null, refusal));
    await vi.waitFor(() => expect(document.body.textContent).toContain('It is gone.'));
    expect(rows()).toHaveLength(2);
  });

  test('keeps the present one alone', async () => {
    await shown();
    press('Sign out other devices');
    const asked = await server.asked('SignOutEverywhere');
    expect(asked.variables).toEqual({ keepCurrent: true });
    asked.answer(written(olga(CURRENT)));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(session.state.value).toBe('in');
  });

  test('ends all of them, after a question, and is signed out', async () => {
    await shown();
    press('Sign out everywhere');
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
    expect(server.names).toEqual(['OwnSessions']);
    press('Sign out everywhere');
    const asked = await server.asked('SignOutEverywhere');
    expect(asked.variables).toEqual({ keepCurrent: false });
    asked.answer(written(olga()));
    await vi.waitFor(() => expect(session.state.value).toBe('out'));
  });

  test('says that no answer came, and asks again', async () => {
    (await server.asked('OwnSessions')).fail();
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    await vi.waitFor(() => press('Try again'));
    (await server.asked('OwnSessions', 2)).answer({ user: olga(CURRENT) });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
  });
});
