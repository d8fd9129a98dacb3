import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { reportErrors } from './error-reports';

const assets = `${location.origin}/assets/`;
const post = vi.fn<typeof fetch>();
const sent = () => post.mock.calls.map(([, init]) => JSON.parse(init?.body as string) as { message: string });
const ended = new AbortController();
let route: string | undefined;
let now = 0;

beforeAll(() => {
  const listen = window.addEventListener.bind(window);
  const spy = vi
    .spyOn(window, 'addEventListener')
    .mockImplementation((type: string, listener: EventListenerOrEventListenerObject) =>
      listen(type, listener, { signal: ended.signal }),
    );
  reportErrors(() => route);
  spy.mockRestore();
});
afterAll(() => ended.abort());

beforeEach(() => {
  post.mockReset().mockResolvedValue(new Response(null, { status: 204 }));
  vi.stubGlobal('fetch', post);
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  // Each test has the minute for itself.
  now += 120_000;
  route = '/users/:id';
});

/** An error as Chromium has it. */
function errorAt(message: string, ...places: string[]): TypeError {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...places.map((place) => `    at Sy (${place})`)].join('\n');
  return error;
}

const raise = (error: unknown) => window.dispatchEvent(new ErrorEvent('error', { error }));
const reject = (reason: unknown) =>
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));

/** Long enough for a report that must not be sent: one that is sent after it has arrived. */
async function settle(): Promise<void> {
  raise(errorAt('last', `${assets}last-${now}.js:1:1`));
  await vi.waitFor(() => expect(sent().at(-1)?.message).toBe('last'));
}

test('an error is reported with the places in files of the console and the pattern of the route', async () => {
  const stack = [
    `${assets}console-BkT3x_9.js:1:20345`,
    'https://other.example/assets/tracker.js:1:1',
    'chrome-extension://abcdef/assets/content.js:2:2',
    `${location.origin}/users?search=ada:1:1`,
    `${assets}entry-a.js:3:7`,
  ];
  raise(errorAt('x is not a function', ...stack));
  await vi.waitFor(() => expect(post).toHaveBeenCalledOnce());
  const [address, init] = post.mock.calls[0] ?? [];
  expect(address).toBe('/browser-errors');
  expect(init).toMatchObject({ method: 'POST', credentials: 'omit', keepalive: true });
  expect(sent()).toEqual([
    {
      name: 'TypeError',
      message: 'x is not a function',
      stack: ['console-BkT3x_9.js:1:20345', 'entry-a.js:3:7'],
      version: '1.2.3',
      route: '/users/:id',
    },
  ]);
});

test('a rejection that nobody handles is reported, in the form of Firefox too', async () => {
  route = undefined;
  const error = new RangeError('too much recursion');
  error.stack = `walk@${assets}firefox.js:12:34\nasync*load@${assets}firefox.js:5:6\n`;
  reject(error);
  await vi.waitFor(() => expect(post).toHaveBeenCalledOnce());
  expect(sent()).toMatchObject([
    { name: 'RangeError', stack: ['firefox.js:12:34', 'firefox.js:5:6'], route: '/' },
  ]);
});

test('the same error is reported once, whatever its message', async () => {
  for (const name of ['Ada', 'Ben']) raise(errorAt(`no ${name}`, `${assets}same.js:1:1`));
  await settle();
  expect(sent().map(({ message }) => message)).toEqual(['no Ada', 'last']);
});

test('five are reported a minute, and a later one again', async () => {
  for (let line = 1; line <= 9; line += 1) raise(errorAt('many', `${assets}many.js:${line}:1`));
  await vi.waitFor(() => expect(post).toHaveBeenCalledTimes(5));
  now += 60_000;
  await settle();
  expect(post).toHaveBeenCalledTimes(6);
});

test('what is no error of the console is not reported', async () => {
  raise(undefined);
  raise('a text');
  raise(errorAt('of an extension', 'chrome-extension://abcdef/content.js:2:2'));
  reject(new DOMException('The user aborted a request.', 'AbortError'));
  await settle();
  expect(sent()).toHaveLength(1);
});

test('a server that takes no report is nothing to the page', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  post.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  raise(errorAt('away', `${assets}away.js:1:1`));
  await settle();
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  expect(post).toHaveBeenCalledTimes(2);
});
