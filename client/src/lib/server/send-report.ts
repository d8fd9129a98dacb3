import { BASE_PATH } from './base-path';

const WINDOW_MS = 60_000;

/** An error in a loop must not keep the browser and the server busy. The server takes 20 from one network. */
const MAX_A_MINUTE = 5;

const MAX_FRAMES = 10;

/** In characters. The server keeps known words of it only. */
const MAX_MESSAGE = 400;

/** The version of the console, from package.json. */
declare const __VERSION__: string;

const reported = new Set<string>();
let sentAt: number[] = [];

/**
 * Sends the server what an error says of the program: its class and message, places in the console's own files, the version and the
 * pattern of the page's route. The same error is sent once. An error with no place of ours in it comes from an extension or from the
 * browser, and is not sent.
 */
export async function sendReport(error: Error, route: string): Promise<void> {
  const stack = ownFrames(error.stack ?? '');
  const { name } = error;
  const key = `${name} ${stack.join(' ')}`;
  if (stack.length === 0 || reported.has(key)) return;
  const now = performance.now();
  sentAt = sentAt.filter((at) => now - at < WINDOW_MS);
  if (sentAt.length >= MAX_A_MINUTE) return;
  sentAt.push(now);
  reported.add(key);
  const message = error.message.slice(0, MAX_MESSAGE);
  await fetch(`${BASE_PATH}browser-errors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, message, stack, version: __VERSION__, route }),
    credentials: 'omit',
    priority: 'low',
    // The page may be about to be left because of it.
    keepalive: true,
  });
}

/** `console-BkT3x.js:1:2345` of `at Sy (https://example.org/people/assets/console-BkT3x.js:1:2345)`, and of what other engines write. */
function ownFrames(stack: string): string[] {
  const assets = `${location.origin}${BASE_PATH}assets/`;
  return [...stack.matchAll(/(https?:[^\s()]+\/)([\w.-]+\.js:\d+:\d+)/g)]
    .filter(([, folder]) => folder === assets)
    .slice(0, MAX_FRAMES)
    .map(([, , frame = '']) => frame);
}
