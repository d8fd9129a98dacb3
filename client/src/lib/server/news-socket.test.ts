import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connection } from './connection';
import { createNewsSocket } from './news-socket';

/** As much of a WebSocket as the protocol needs; the tests are the server. */
class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static readonly all: FakeSocket[] = [];
  readyState = FakeSocket.CONNECTING;
  readonly sent: { type: string; payload?: { authorization?: string } }[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: CloseEvent) => void;
  onerror?: (event: unknown) => void;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  send(text: string) {
    this.sent.push(JSON.parse(text) as (typeof this.sent)[number]);
  }

  close(code = 1005) {
    if (this.readyState === FakeSocket.CLOSED) return;
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.(new CloseEvent('close', { code }));
  }

  async accept() {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
    await vi.advanceTimersByTimeAsync(0);
    this.onmessage?.({ data: '{"type":"connection_ack"}' });
    await vi.advanceTimersByTimeAsync(0);
  }
}

const last = () => FakeSocket.all.at(-1) as FakeSocket; // Each test has opened one.
let end = () => {};
const access = vi.fn(async (refused?: string) => (refused === undefined ? 'first' : `after ${refused}`));
const sink = () => ({ next: vi.fn(), error: vi.fn(), complete: vi.fn() });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  FakeSocket.all.length = 0;
  access.mockClear();
});

async function subscribed() {
  const client = createNewsSocket('ws://rollcall.test/graphql', access);
  end = client.subscribe({ query: 'subscription { x }' }, sink());
  await vi.advanceTimersByTimeAsync(0);
  await last().accept();
}

test('opens with the first subscription and closes a while after the last', async () => {
  await subscribed();
  expect(last().sent.map(({ type }) => type)).toEqual(['connection_init', 'subscribe']);
  expect(connection.live.value).toBe('live');

  end();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(last().readyState).toBe(FakeSocket.OPEN);
  await vi.advanceTimersByTimeAsync(1);
  expect(last().readyState).toBe(FakeSocket.CLOSED);
  expect(connection.live.value).toBe('idle');
});

test('comes back by itself after a loss, subscribes again, and says that news may be missing', async () => {
  await subscribed();
  const before = connection.reconnects.value;
  last().close(1012);
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.live.value).toBe('lost');
  expect(FakeSocket.all).toHaveLength(1);

  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeSocket.all).toHaveLength(2);
  await last().accept();
  expect(last().sent.map(({ type }) => type)).toEqual(['connection_init', 'subscribe']);
  expect(connection.live.value).toBe('live');
  expect(connection.reconnects.value).toBe(before + 1);
});

test('goes on trying where the server stays away', async () => {
  await subscribed();
  last().close(1006);
  for (let tries = 2; tries <= 8; tries += 1) {
    await vi.advanceTimersByTimeAsync(60_000);
    last().close(1006);
  }
  expect(FakeSocket.all.length).toBeGreaterThanOrEqual(8);
});

test('gives up a socket that looks open and answers no more', async () => {
  await subscribed();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(last().sent.at(-1)?.type).toBe('ping');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(connection.live.value).toBe('lost');
});

test('tries at once when the browser is online again', async () => {
  await subscribed();
  last().close(1006);
  await vi.advanceTimersByTimeAsync(0);
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(FakeSocket.all).toHaveLength(2);
});

const authorization = () => last().sent[0]?.payload?.authorization;

test('begins with a token, and asks for one anew at each connection', async () => {
  await subscribed();
  expect(authorization()).toBe('Bearer first');
  last().close(1006);
  await vi.advanceTimersByTimeAsync(1_000);
  await last().accept();
  expect(access.mock.calls).toEqual([[undefined], [undefined]]);
});

test.each([
  ['the server refuses the token', 4401],
  ['the rights of its person have changed', 1012],
])('comes back with another token where %s', async (_why, code) => {
  await subscribed();
  last().close(code);
  await vi.advanceTimersByTimeAsync(2_000);
  await last().accept();
  expect(authorization()).toBe('Bearer after first');
  expect(last().sent.map(({ type }) => type)).toEqual(['connection_init', 'subscribe']);
});

test('does not come back at once, again and again, where each token is refused', async () => {
  await subscribed();
  for (let refusals = 0; refusals < 50; refusals += 1) {
    if (last().readyState !== FakeSocket.CLOSED) last().close(4401);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(FakeSocket.all.length).toBeLessThan(4);
});

test('opens when a token is to be had, and not before', async () => {
  access.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const client = createNewsSocket('ws://rollcall.test/graphql', access);
  end = client.subscribe({ query: 'subscription { x }' }, sink());
  await vi.advanceTimersByTimeAsync(0);
  expect(FakeSocket.all).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(FakeSocket.all).toHaveLength(1);
});
