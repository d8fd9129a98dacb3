import { expect } from 'vitest';
import type { GraphqlAnswer } from '../../test-app.js';
import type { Page } from '../../requests/page.js';
import type { Case } from '../lists/user-list-cases.js';
import { modelList, type ModelUser } from '../lists/user-list-model.js';
import type { Seeded } from '../seeded.js';

/** A list that a payload shows, and the page of it. */
export interface PayloadList extends Case {
  first?: number;
  last?: number;
  after?: string;
}

/** Small pages are the most frequent, as at their ends is the most to get wrong. */
const SIZES = [1, 2, 3, 5, 20];

/** The lists that most people look at, which most writes change. */
const FREQUENT: Case[] = [
  {},
  { orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' } },
  { where: { state: ['INVITED', 'NO_ACCESS'] } },
  { where: { state: ['DELETED'] }, orderBy: { field: 'DELETED_AT', direction: 'DESC' } },
];

export function randomPage(random: Seeded, randomList: Case): PayloadList {
  const size = random.pick(SIZES);
  const list = random.isOneIn(3) ? random.pick(FREQUENT) : randomList;
  return { ...list, ...(random.isOneIn(4) ? { last: size } : { first: size }) };
}

/** What the console shows of a user, and more. */
export const USER = `id email displayName givenName familyName title department phone locale timeZone status state version
  createdAt updatedAt lastSignInAt deletedAt invitationExpiresAt viewerCanUpdate viewerCanDelete viewerCanChangeRoles
  roles { id name permissions }`;

export const VIEWS = 'views { id userCount { totalCount totalCountIsCapped } }';

/** The variables of these lists, and their declarations. */
export function variablesOf(lists: readonly PayloadList[]): {
  declared: string;
  values: Record<string, unknown>;
} {
  const types = {
    where: 'UserWhere',
    search: 'String',
    orderBy: 'UserOrder',
    first: 'Int',
    last: 'Int',
    after: 'String',
  };
  const names = Object.entries(types) as [keyof PayloadList, string][];
  return {
    declared: lists
      .flatMap((_, index) => names.map(([name, type]) => `$${name}${index}: ${type}`))
      .join(', '),
    values: Object.fromEntries(
      lists.flatMap((list, index) => names.map(([name]) => [`${name}${index}`, list[name]])),
    ),
  };
}

/** The lists as fields, and the same user's position in each. */
export function listFields(lists: readonly PayloadList[]): string {
  return lists
    .map((_, index) => {
      const page = ['first', 'last', 'after'].map((name) => `${name}: $${name}${index}`).join(', ');
      return `list${index}: users(${whichOf(index)}, ${page}) {
        edges { cursor node { ${USER} } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
        totalCount totalCountIsCapped suggestion binCount }`;
    })
    .join('\n');
}

export function userFields(lists: readonly PayloadList[]): string {
  const positions = lists.map(
    (_, index) => `position${index}: position(${whichOf(index)}) { cursor previousId nextId }`,
  );
  return `${USER} ${positions.join('\n')}`;
}

function whichOf(index: number): string {
  return `where: $where${index}, search: $search${index}, orderBy: $orderBy${index}`;
}

/** The payload of a write of one user. */
export function payloadOfUser(lists: readonly PayloadList[]): string {
  return `{ user { ${userFields(lists)} } ${listFields(lists)} ${VIEWS} userErrors { code } emailHolder { id } }`;
}

export function payloadOfUsers(lists: readonly PayloadList[]): string {
  return `{ ids ${listFields(lists)} userErrors { code } }`;
}

/** A request of the same lists, of the views and of a user, if there is one. */
export function freshRequest(lists: readonly PayloadList[], id: string | undefined): string {
  const { declared } = variablesOf(lists);
  return `query (${declared}) { ${listFields(lists)} ${VIEWS}
    ${id === undefined ? '' : `user(id: "${id}") { ${userFields(lists)} }`} }`;
}

type Shown = GraphqlAnswer['data'];

/** Compares each list of a payload with a fresh answer and with the model. Throws at a difference. */
export function compareLists(
  payload: Shown,
  fresh: Shown,
  { lists, users }: { lists: readonly PayloadList[]; users: readonly ModelUser[] },
): void {
  for (const [index, list] of lists.entries()) {
    const shown = payload[`list${index}`];
    expect(shown, `list ${index} of the payload`).toEqual(fresh[`list${index}`]);
    compareWithModel(shown, list, users);
  }
}

function compareWithModel(
  shown: Page & { edges: { node: { id: string } }[] },
  { term, first, last, after, ...asked }: PayloadList,
  users: readonly ModelUser[],
): void {
  const ids = modelList(users, asked, term).map(({ id }) => id);
  expect(shown.totalCount, 'totalCount').toBe(ids.length);
  // The place of a cursor is no user: the model does not have it.
  if (after !== undefined) return;
  const size = first ?? last ?? 20;
  const isFromEnd = first === undefined && last !== undefined;
  expect(
    shown.edges.map(({ node }) => node.id),
    'rows',
  ).toEqual(isFromEnd ? ids.slice(-size) : ids.slice(0, size));
  const isMore = ids.length > size;
  expect([shown.pageInfo.hasPreviousPage, shown.pageInfo.hasNextPage], 'more rows').toEqual(
    isFromEnd ? [isMore, false] : [false, isMore],
  );
}

/** Compares the positions of the written user with the model. */
export function comparePositions(
  user: Shown,
  { lists, users }: { lists: readonly PayloadList[]; users: readonly ModelUser[] },
): void {
  for (const [index, { term, where, search, orderBy }] of lists.entries()) {
    const asked = {
      ...(where && { where }),
      ...(search !== undefined && { search }),
      ...(orderBy && { orderBy }),
    };
    const ids = modelList(users, asked, term).map(({ id }) => id);
    const place = ids.indexOf(user.id as string);
    const position = user[`position${index}`];
    if (place < 0) expect(position, `position ${index}`).toBeNull();
    else
      expect(position, `position ${index}`).toMatchObject({
        previousId: ids[place - 1] ?? null,
        nextId: ids[place + 1] ?? null,
      });
  }
}
