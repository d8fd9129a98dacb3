import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import type { TokenRowFragment } from '../gql/graphql';
import OwnTokensPage from './OwnTokensPage.vue';
import TokensPage from './TokensPage.vue';

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer({});
});

const provide = () => ({ [DefaultApolloClient]: server.client });

function token(n: number, own: Partial<TokenRowFragment> = {}) {
  return {
    __typename: 'AccessToken',
    id: `t${n}`,
    name: `Token ${n}`,
    prefix: null,
    permissions: [],
    state: 'ACTIVE',
    createdAt: '2026-11-24T10:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    lastUsedAddress: null,
    revokedAt: null,
    ...own,
  };
}

const user = { __typename: 'User', id: 'ada', displayName: 'Ada Lovelace', email: 'ada@example.org' };

function page(nodes: ReturnType<typeof token>[], endCursor: string | null = null) {
  return {
    accessTokens: {
      __typename: 'AccessTokenConnection',
      nodes: nodes.map((node) => ({ ...node, user })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
      totalCount: nodes.length,
    },
  };
}

const viewer = (...nodes: ReturnType<typeof token>[]) => ({
  __typename: 'User',
  id: 'olga',
  accessTokens: { __typename: 'AccessTokenConnection', nodes },
});

const rows = () => [...document.querySelectorAll('li:has(bdi)')].map((row) => row.textContent ?? '');
const names = () => rows().map((row) => /Token \d/.exec(row)?.[0]);

function press(label: string) {
  const found = [...document.querySelectorAll('button')].findLast(
    (each) => (each.ariaLabel ?? each.textContent?.trim()) === label,
  );
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
}

async function revoke(n: number, own: object) {
  press(`Revoke Token ${n}`);
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
  press('Revoke');
  (await server.asked('RevokeAccessToken')).answer({
    write: {
      __typename: 'RevokeAccessTokenPayload',
      accessToken: token(n, { state: 'REVOKED', revokedAt: '2026-11-25T10:00:00.000Z' }),
      viewer: null,
      userErrors: [],
      ...own,
    },
  });
}

describe('the page of all tokens', () => {
  test('shows that they are on their way, that there are none, and that none came', async () => {
    await mountApp(TokensPage, { provide: provide() });
    expect(document.querySelector('[role=status] .animate-pulse')).not.toBeNull();
    (await server.asked('AllTokens')).fail();
    await vi.waitFor(() => expect(document.body.textContent).toContain('Can’t reach the server'));
    press('Try again');
    (await server.asked('AllTokens', 2)).answer(page([]));
    await vi.waitFor(() => expect(document.querySelector('h2')?.textContent).toBe('No tokens yet'));
    press('New token');
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
  });

  test('leads from a state that no token has back to all of them', async () => {
    const { router } = await mountApp(TokensPage, { path: '/tokens?state=EXPIRED', provide: provide() });
    (await server.asked('AllTokens')).answer(page([]));
    await vi.waitFor(() => expect(document.querySelector('h2')?.textContent).toBe('No matching tokens'));
    press('Show all tokens');
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/tokens'));
  });

  test('shows a new token first by the answer alone, and whose it is', async () => {
    await mountApp(TokensPage, { provide: provide() });
    (await server.asked('AllTokens')).answer(page([token(1)], 'at 1'));
    await vi.waitFor(() => expect(names()).toEqual(['Token 1']));
    press('New token');
    const name = await vi.waitFor(() => {
      const found = document.querySelector<HTMLInputElement>('[role=dialog] input[name=name]');
      if (!found) throw new Error('There is no dialog.');
      return found;
    });
    name.value = 'Token 2';
    name.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector<HTMLElement>('[role=dialog] [role=checkbox]')?.click();
    await flushPromises();
    press('Create token');
    (await server.asked('CreateAccessToken')).answer({
      write: {
        __typename: 'CreateAccessTokenPayload',
        token: 'rollcall_new',
        viewer: viewer(token(2), token(1)),
        userErrors: [],
      },
    });
    await vi.waitFor(() => expect(document.body.textContent).toContain('rollcall_new'));
    expect(document.querySelector('main, body')?.textContent).toContain('2 tokens');
    expect(names()).toEqual(['Token 2', 'Token 1']);
    expect(rows()[0]).toContain('Olga Owner');
    expect(server.names).toEqual(['AllTokens', 'CreateAccessToken']);
  });

  test('shows that a token has expired when its time has come', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    vi.setSystemTime('2026-11-25T10:00:30.000Z');
    try {
      await mountApp(TokensPage, { provide: provide() });
      (await server.asked('AllTokens')).answer(page([token(1, { expiresAt: '2026-11-25T10:01:00.000Z' })]));
      await vi.waitFor(() => expect(rows()[0]).toContain('Token 1Active'));
      vi.advanceTimersByTime(60_000);
      await flushPromises();
      expect(rows()[0]).toMatch(/Token 1Expired.*Expired/s);
      expect(rows()[0]).not.toContain('Revoke');
    } finally {
      vi.useRealTimers();
    }
  });

  test('asks for the state in the address', async () => {
    await mountApp(TokensPage, { path: '/tokens?state=REVOKED', provide: provide() });
    expect((await server.asked('AllTokens')).variables).toEqual({ first: 50, where: { state: ['REVOKED'] } });
  });

  test('brings more below those that are there, and says where none came', async () => {
    await mountApp(TokensPage, { provide: provide() });
    (await server.asked('AllTokens')).answer(page([token(2)], 'at 2'));
    await vi.waitFor(() => expect(names()).toEqual(['Token 2']));
    press('Load more');
    (await server.asked('AllTokens', 2)).fail();
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    press('Load more');
    const asked = await server.asked('AllTokens', 3);
    expect(asked.variables).toMatchObject({ after: 'at 2' });
    asked.answer(page([token(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Token 2', 'Token 1']));
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  test('shows a token as revoked by the answer alone, and whose it is', async () => {
    await mountApp(TokensPage, { provide: provide() });
    (await server.asked('AllTokens')).answer(page([token(2), token(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Token 2', 'Token 1']));
    await revoke(1, {});
    await vi.waitFor(() => expect(rows()[1]).toMatch(/Token 1Revoked.*Ada Lovelace/s));
    expect(server.names).toEqual(['AllTokens', 'RevokeAccessToken']);
  });
});

test('one’s own tokens are those of the answer to a write', async () => {
  await mountApp(OwnTokensPage, { provide: provide() });
  (await server.asked('OwnTokens')).answer({ viewer: viewer(token(2), token(1)) });
  await vi.waitFor(() => expect(names()).toEqual(['Token 2', 'Token 1']));
  await revoke(1, { viewer: viewer(token(3), token(2)) });
  await vi.waitFor(() => expect(names()).toEqual(['Token 3', 'Token 2']));
  expect(server.names).toEqual(['OwnTokens', 'RevokeAccessToken']);
});
