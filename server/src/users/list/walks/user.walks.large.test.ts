import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  differencesOf,
  makeRandomLists,
  type RandomLists,
} from '../../../testing/random/lists/random-lists.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';

/** Enough for PostgreSQL to choose between scanning, joining and sorting. */
const USERS = 6_000;
const LISTS = 600;

let test: TestApp;
let lists: RandomLists;

beforeAll(async () => {
  test = await startTestApp();
  lists = await makeRandomLists(test, USERS);
}, 120_000);
afterAll(() => test.close());

it('shows random lists as the model has them: pages from both ends, the count, positions, facets', async () => {
  expect(await differencesOf(test, lists, { seed: 300_000, count: LISTS })).toEqual([]);
}, 600_000);
