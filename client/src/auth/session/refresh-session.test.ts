import { print } from 'graphql';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { beginPage } from '../../../test/before-paint';
import { entryOf } from '../../../test/sign-in';
import { RefreshSessionDocument } from '../auth.documents';
import { refreshSession } from './refresh-session';

const answer = (token: string) => new Response(JSON.stringify({ data: { entry: entryOf({ token }) } }));

afterEach(() => delete window.rollcallRenewal);

describe('the renewal that begins before the code is there', () => {
  test('asks for the same', async () => {
    const { sent, renewal } = await beginPage('/audit', { RefreshSession: { entry: entryOf() } });
    expect(sent.map(({ query }) => query)).toEqual([print(RefreshSessionDocument)]);
    window.rollcallRenewal = renewal;
    expect((await refreshSession('en')).accessToken).toBe('token 1');
  });

  test('is taken once, and further ones are asked for', async () => {
    const fetch = vi.fn(async () => answer('second'));
    vi.stubGlobal('fetch', fetch);
    window.rollcallRenewal = Promise.resolve(answer('first'));
    expect((await refreshSession('en')).accessToken).toBe('first');
    expect(fetch).not.toHaveBeenCalled();
    expect((await refreshSession('en')).accessToken).toBe('second');
  });

  test('is asked for again where no answer came', async () => {
    vi.stubGlobal('fetch', async () => answer('second'));
    window.rollcallRenewal = Promise.reject(new TypeError('Failed to fetch'));
    expect((await refreshSession('en')).accessToken).toBe('second');
  });
});
