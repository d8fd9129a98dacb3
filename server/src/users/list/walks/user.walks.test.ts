import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  differencesOf,
  makeRandomLists,
  type RandomLists,
} from '../../../testing/random/lists/random-lists.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';

/** Few, so that the test is quick: the large one has more users and more lists. */
const USERS = 2_000;
const LISTS = 30;

let test: TestApp;
let lists: RandomLists;

beforeAll(async () => {
  test = await startTestApp();
  lists = await makeRandomLists(test, USERS);
});
afterAll(() => test.close());

it('shows random lists as the model has them: pages from both ends, the count, positions, facets', async () => {
  expect(await differencesOf(test, lists, { seed: 118, count: LISTS })).toEqual([]);
});
