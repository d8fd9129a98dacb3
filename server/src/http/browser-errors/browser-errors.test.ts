import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metric } from '../../testing/metrics.js';
import { type TestApp, startTestApp } from '../../testing/test-app.js';
import { vocabularyOf } from './engine-words.js';
import { ReportLimit } from './report-limit.js';

const PUBLIC_URL = 'https://people.example.org';
const REPORT = {
  name: 'TypeError',
  message: "Cannot read properties of undefined (reading 'roles')",
  stack: ['console-BkT3x_9.js:1:20345', 'entry-Aa-1.js:3:7'],
  version: '0.1.0',
  route: '/users/:id/:tab(access|sign-in)?',
};

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ env: { PUBLIC_URL, TRUST_PROXY: 'true', METRICS_PORT: '0' } });
});
beforeEach(() => void test.logs.splice(0, test.logs.length, ...test.logs.filter(({ port }) => port)));
afterAll(() => test.close());

/** Separate networks, so that one test does not use up the limit of another. */
let network = 0;
const nextNetwork = () => `198.51.100.${(network += 1)}`;

const report = (payload: unknown, headers: Record<string, string> = {}, address = nextNetwork()) =>
  test.app.inject({
    method: 'POST',
    url: '/browser-errors',
    headers: {
      'content-type': 'application/json',
      origin: PUBLIC_URL,
      'x-forwarded-for': address,
      ...headers,
    },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

const logged = () => test.logs.filter(({ msg }) => msg === 'A browser reported an error.');

describe('a report of an error in a browser', () => {
  it('becomes one line of the log and is counted', async () => {
    const count = () => metric(test, 'rollcall_browser_errors_total{outcome="logged"}');
    const before = await count();
    const { statusCode, body, headers } = await report(REPORT);
    expect([statusCode, body]).toEqual([204, '']);
    expect(logged()).toEqual([
      expect.objectContaining({
        level: 40,
        reqId: headers['x-request-id'],
        browserError: { ...REPORT, message: 'cannot read properties of undefined reading …' },
      }),
    ]);
    expect(await count()).toBe(before + 1);
  });

  it('is accepted only from a page of this server', async () => {
    for (const origin of ['https://other.example', 'null', 'http://people.example.org', '']) {
      const headers = origin === '' ? {} : { origin };
      const answer = await test.app.inject({
        method: 'POST',
        url: '/browser-errors',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': nextNetwork(), ...headers },
        payload: JSON.stringify(REPORT),
      });
      expect(answer.statusCode).toBe(403);
    }
    expect((await test.app.inject('/browser-errors')).statusCode).toBe(405);
    expect(logged()).toEqual([]);
  });

  it('is refused if it does not have the form that the console sends', async () => {
    const wrong = [
      { ...REPORT, route: '/users?search=ada' },
      { ...REPORT, route: '/users/0198c2a4-0000-7000-8000-000000000000' },
      { ...REPORT, route: '/users/ada@example.org' },
      { ...REPORT, stack: ['https://people.example.org/assets/a.js?token=1:1:1'] },
      { ...REPORT, stack: [] },
      { ...REPORT, stack: Array.from({ length: 11 }, () => 'a.js:1:1') },
      { ...REPORT, name: 'Ada Lovelace' },
      { ...REPORT, version: 'ada' },
      { ...REPORT, message: 7 },
      [],
      null,
    ];
    for (const body of wrong) expect((await report(body)).statusCode, JSON.stringify(body)).toBe(400);
    expect((await report('{"name": ')).statusCode).toBe(400);
    expect((await report({ ...REPORT, message: 'x'.repeat(5_000) })).statusCode).toBe(413);
    expect((await report('name=TypeError', { 'content-type': 'text/plain' })).statusCode).toBe(415);
    expect(logged()).toEqual([]);
  });

  it('is refused past the limit of its network, also one that is not valid', async () => {
    const address = nextNetwork();
    const answers: number[] = [];
    for (let count = 0; count < 22; count += 1)
      answers.push((await report(count % 2 ? REPORT : {}, {}, address)).statusCode);
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 10 }, () => [400, 204]).flat());
    expect(answers.slice(20)).toEqual([429, 429]);
    const late = await report(REPORT, {}, address);
    expect(late.headers['retry-after']).toBe('60');
    expect((await report(REPORT)).statusCode).toBe(204);
  });
});

describe('the limit of reports', () => {
  it('holds for all networks together, and begins again after a minute', () => {
    const limit = new ReportLimit({ perNetwork: 20, inTotal: 100 });
    const taken = (now: number) =>
      Array.from({ length: 150 }, (_, index) => limit.takes(`network ${index}`, now)).filter(Boolean).length;
    expect(taken(0)).toBe(100);
    expect(taken(59_999)).toBe(0);
    expect(taken(60_000)).toBe(100);
  });
});

describe('the message of an error', () => {
  it.each([
    ["Cannot read properties of null (reading 'Ada')", 'cannot read properties of null reading …'],
    ['Unexpected token \'A\', "Ada Lovelace" is not valid JSON', 'unexpected token … is not valid json'],
    ['Cannot convert Ada to a BigInt', 'cannot convert … to a bigint'],
    ['can\'t access property "x", y is undefined', "can't access property … is undefined"],
    ['Failed to fetch https://people.example.org/users?search=ada@example.org', 'failed to fetch …'],
    ['+49 170 1234567 is not iterable', '… is not iterable'],
    ['Иван is not a function', '… is not a function'],
  ])('contains no value of the program: %s', (message, left) => {
    expect(vocabularyOf(message)).toBe(left);
  });
});
