import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { vi } from 'vitest';
import type { FirstAnswer } from '../src/lib/server/first-answer';
import { firstRequests } from '../first-requests.plugin';

const SCRIPT = readFileSync(join(import.meta.dirname, '../public/before-paint.js'), 'utf8');

interface Begun {
  /** What it sent, in order. */
  readonly sent: { operationName: string; variables?: object; query: string; token: string | undefined }[];
  readonly renewal: Promise<Response>;
  readonly first: Promise<FirstAnswer | undefined> | undefined;
}

/**
 * Runs before-paint.js in a page of its own.
 * @param answers the data of each operation, by name; null if it was refused. Others get no answer
 * @param stored what the browser keeps, by names without the prefix
 */
export async function beginPage(
  address: string,
  answers: Record<string, object | null>,
  stored: Record<string, string> = {},
): Promise<Begun> {
  const { pathname, search } = new URL(address, 'http://localhost');
  const sent: Begun['sent'] = [];
  const fetch = vi.fn(
    async (_path: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
      const request = JSON.parse(body) as Begun['sent'][number];
      sent.push({ ...request, token: headers['authorization'] });
      const data = answers[request.operationName];
      if (!data) throw new TypeError('Failed to fetch');
      return new Response(JSON.stringify({ data }));
    },
  );
  const window: { rollcallRenewal?: Promise<Response>; rollcallFirst?: Begun['first'] } = {};
  const texts = JSON.stringify(await firstRequests());
  const root = { dataset: {} as Record<string, string>, classList: { toggle: () => undefined } };
  runInNewContext(SCRIPT, {
    window,
    fetch,
    document: {
      documentElement: root,
      getElementById: () => ({ textContent: texts }),
      querySelectorAll: () => [],
    },
    location: { pathname, search },
    localStorage: { getItem: (name: string) => stored[name.replace('rollcall.', '')] ?? null },
    matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
    navigator: { languages: ['en'] },
    performance,
    AbortSignal,
    Intl,
  });
  const { rollcallRenewal: renewal = Promise.reject(new Error('Nothing was sent.')), rollcallFirst } = window;
  await rollcallFirst;
  return { sent, renewal, first: rollcallFirst };
}
