import { expect } from 'vitest';
import type { Page } from '../../requests/page.js';
import type { TestApp } from '../../test-app.js';
import type { Seeded } from '../seeded.js';
import type { Case } from './user-list-cases.js';
import { modelList, type ModelUser } from './user-list-model.js';

const SIZES = [1, 2, 3, 7, 20, 50, 100];
/** Pages of one walk. */
const MAX_PAGES = 6;

const PAGE = `query ($where: UserWhere, $search: String, $orderBy: UserOrder, $first: Int, $after: String, $last: Int,
  $before: String, $counted: Boolean!) {
  users(where: $where, search: $search, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } totalCount @include(if: $counted)
  }
}`;
const POSITION = `query ($id: ID!, $where: UserWhere, $search: String, $orderBy: UserOrder) {
  user(id: $id) { position(where: $where, search: $search, orderBy: $orderBy) { cursor previousId nextId } }
}`;

type Place = { first?: number; after?: string | null; last?: number; before?: string | null };

/** Compares a list with the model: pages from both ends and around users, the count, positions. Throws at a difference. */
export async function compareList(
  test: TestApp,
  users: readonly ModelUser[],
  { term, ...asked }: Case,
  random: Seeded,
): Promise<void> {
  const ids = modelList(users, asked, term).map(({ id }) => id);
  const ask = async (place: Place, counted = false): Promise<Page> => {
    const { data, errors } = await test.graphql(PAGE, { ...asked, ...place, counted });
    expect(errors?.map(({ message }) => message).join()).toBeUndefined();
    return data.users as Page;
  };
  const size = ids.length > 0 && ids.length < 8 ? 1 + random.below(ids.length) : random.pick(SIZES);

  expect((await ask({ first: 1 }, true)).totalCount, 'totalCount').toBe(ids.length);
  await walk(ask, ids, size);
  await walkBack(ask, ids, size);
  for (let round = 0; round < 2; round += 1) {
    await around(test, ask, { asked, ids, user: random.pick(users).id, size });
    if (ids.length > 0) await around(test, ask, { asked, ids, user: random.pick(ids), size });
  }
}

type Ask = (place: Place) => Promise<Page>;

async function walk(ask: Ask, ids: string[], size: number): Promise<void> {
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { nodes, pageInfo } = await ask({ first: size, after });
    expect(idsOf(nodes), `page ${page} of ${size}`).toEqual(ids.slice(page * size, (page + 1) * size));
    const isMore = ids.length > (page + 1) * size;
    expect([pageInfo.hasPreviousPage, pageInfo.hasNextPage], `page ${page} of ${size}`).toEqual([
      page > 0,
      isMore,
    ]);
    if (!isMore) break;
    after = pageInfo.endCursor;
  }
}

async function walkBack(ask: Ask, ids: string[], size: number): Promise<void> {
  let before: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { nodes, pageInfo } = await ask({ last: size, before });
    const end = ids.length - page * size;
    expect(idsOf(nodes), `page ${page} of ${size} from the end`).toEqual(
      ids.slice(Math.max(0, end - size), end),
    );
    const isMore = end > size;
    expect([pageInfo.hasPreviousPage, pageInfo.hasNextPage], `page ${page} of ${size} from the end`).toEqual([
      isMore,
      page > 0,
    ]);
    if (!isMore) break;
    before = pageInfo.startCursor;
  }
}

/** The position of a user, and the pages after and before it. */
async function around(
  test: TestApp,
  ask: Ask,
  { asked, ids, user, size }: { asked: object; ids: string[]; user: string; size: number },
): Promise<void> {
  const { data, errors } = await test.graphql(POSITION, { ...asked, id: user });
  expect(errors?.map(({ message }) => message).join()).toBeUndefined();
  const position = data.user.position as {
    cursor: string;
    previousId: string | null;
    nextId: string | null;
  } | null;
  const place = ids.indexOf(user);
  if (place < 0) {
    expect(position, `position of ${user}`).toBeNull();
    return;
  }
  expect(position, `position of ${user}`).toMatchObject({
    previousId: ids[place - 1] ?? null,
    nextId: ids[place + 1] ?? null,
  });
  const after = await ask({ first: size, after: position?.cursor });
  expect(idsOf(after.nodes), `${size} after ${user}`).toEqual(ids.slice(place + 1, place + 1 + size));
  const before = await ask({ last: size, before: position?.cursor });
  expect(idsOf(before.nodes), `${size} before ${user}`).toEqual(ids.slice(Math.max(0, place - size), place));
  if (!after.pageInfo.endCursor || !after.pageInfo.hasNextPage) return;
  const bounds = { after: position?.cursor, before: after.pageInfo.endCursor };
  const between = ids.slice(place + 1, place + size);
  expect(idsOf((await ask({ first: 100, ...bounds })).nodes), `between, after ${user}`).toEqual(between);
  expect(idsOf((await ask({ last: 2, ...bounds })).nodes), `last between, after ${user}`).toEqual(
    between.slice(-2),
  );
}

function idsOf(nodes: { id: string }[]): string[] {
  return nodes.map(({ id }) => id);
}
