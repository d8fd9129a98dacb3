import type { Page } from 'playwright-core';
import { type ConsolePage, openConsole } from './console-page.ts';
import { median } from './statistics.ts';

/** One term of each kind, as a person types it. Its name describes the number of matches in a seeded directory. */
export const TERMS = {
  common: 'smith',
  rare: 'rosalie vogt',
  none: 'zzqxj',
  digits: '4711',
  Cyrillic: 'кузнецов',
  Chinese: '王',
  'one character': 'a',
  'two characters': 'jo',
} as const;

/** Between two keys: fast typing, some 170 words a minute, so that no letter but the last is a pause. */
const KEY_MS = 40;

export interface Search {
  readonly kind: string;
  readonly term: string;
  /** From the last key until the matches are painted, in milliseconds. */
  readonly times: readonly number[];
  readonly median: number;
  readonly worst: number;
  /** Requests for each typed word, at most. */
  readonly requests: number;
}

type Timed = typeof globalThis & { shown: (term: string) => Promise<number> };

/** Types each term into an empty search box, `rounds` times. Each round types every term once. */
export async function measureSearch(url: string, rounds: number): Promise<Search[]> {
  const all = new Map<string, { times: number[]; requests: number }>();
  for (let round = 0; round <= rounds; round += 1) {
    // A new tab for each round, as the console caches its results.
    const console = await openConsole(url);
    try {
      await installStopwatch(console.page);
      for (const [kind, term] of Object.entries(TERMS)) {
        const { ms, requests } = await typeTerm(console, term);
        // The first round warms up the server: its plans, and PostgreSQL's memory.
        if (round === 0) continue;
        const own = all.get(kind) ?? { times: [], requests: 0 };
        all.set(kind, { times: [...own.times, ms], requests: Math.max(own.requests, requests) });
      }
    } finally {
      await console.close();
    }
  }
  return Object.entries(TERMS).map(([kind, term]) => {
    const { times, requests } = all.get(kind) ?? { times: [], requests: 0 };
    return { kind, term, times, median: median(times), worst: Math.max(...times), requests };
  });
}

async function typeTerm({ page, requests }: ConsolePage, term: string) {
  const box = page.getByRole('searchbox');
  await box.fill('');
  await page.evaluate(() => (globalThis as Timed).shown(''));
  await box.focus();
  const before = requests();
  const shown = page.evaluate((wanted) => (globalThis as Timed).shown(wanted), term);
  await box.pressSequentially(term, { delay: KEY_MS });
  return { ms: await shown, requests: requests() - before };
}

/** `shown` resolves when the matches of a term are painted, with the time since the last change of the box. */
async function installStopwatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    let lastKey = 0;
    addEventListener('input', ({ timeStamp }) => (lastKey = timeStamp), { capture: true });
    const isShown = (term: string) => {
      const isAsked = (new URL(location.href).searchParams.get('q') ?? '') === term;
      const table = document.querySelector('[role=table]');
      // Rows of this search, or the message that there are no matches.
      return (
        isAsked &&
        (table ? table.getAttribute('aria-busy') === 'false' : document.querySelector('h2') !== null)
      );
    };
    (globalThis as Timed).shown = (term) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isShown(term)) return;
          watcher.disconnect();
          // The rows exist, and are painted with the next frame. The first message after that frame comes when painting is
          // done.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - lastKey);
            port2.postMessage(undefined);
          });
        };
        // Not frame by frame, as that would create frames only for observing.
        const watcher = new MutationObserver(look);
        watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
      });
  });
}

export interface Pauses {
  readonly words: number;
  readonly requests: number;
}

/** Types a name word by word, with a pause after each, into one box. Returns the number of requests. */
export async function countRequests(url: string): Promise<Pauses> {
  const console = await openConsole(url);
  const words = ['maria', ' gar', 'cia', ' lo', 'pez'];
  try {
    await installStopwatch(console.page);
    const box = console.page.getByRole('searchbox');
    const before = console.requests();
    let typed = '';
    for (const word of words) {
      typed += word;
      await box.pressSequentially(word, { delay: KEY_MS });
      await console.page.evaluate((wanted) => (globalThis as Timed).shown(wanted), typed);
    }
    return { words: words.length, requests: console.requests() - before };
  } finally {
    await console.close();
  }
}
