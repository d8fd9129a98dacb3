import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { entryOf } from '../../../test/sign-in';
import { RefreshSessionDocument } from '../auth.documents';
import { refreshSession } from './refresh-session';

const answer = (token: string) => new Response(JSON.stringify({ data: { entry: entryOf({ token }) } }));

afterEach(() => delete window.rollcallRenewal);

describe('the renewal that begins before the code is there', () => {
  test('asks for the same', () => {
    const script = readFileSync(join(import.meta.dirname, '../../../public/before-paint.js'), 'utf8');
    const [, text = ''] = /'(mutation RefreshSession [^']*)'/.exec(script) ?? [];
    const sorted = (source: string) =>
      source
        .split(/\n(?=fragment|mutation)/)
        .map((each) => each.trim())
        .toSorted();
    expect(sorted(print(parse(text)))).toEqual(sorted(print(RefreshSessionDocument)));
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
