import { InMemoryCache } from '@apollo/client/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { pageOf, person } from '../../../test/people';
import type { WrittenUserFragment } from '../../gql/graphql';
import { UserDocument } from '../users.documents';
import {
  forgetLists,
  forgetUsers,
  isOutdated,
  readList,
  receiveWrite,
  userPolicies,
  type UserWrite,
  writeList,
  writeNews,
} from './list-cache';
import { fromUrl, type ListVariables, toVariables } from './list-query';

const everyone = toVariables(fromUrl({}));
const named = (q: string): ListVariables => toVariables(fromUrl({ q }));

let cache: InMemoryCache;
beforeEach(() => {
  cache = new InMemoryCache({ typePolicies: userPolicies });
  writeList(cache, everyone, pageOf([person(1), person(3)]).users);
});

const names = (list: ListVariables) => readList(cache, list)?.edges.map(({ node }) => node.displayName);

/** Somebody written, who stands between the first and the third person. */
function write(own: Partial<WrittenUserFragment> = {}): UserWrite {
  const position = { cursor: 'between', previousId: person(1).id, nextId: person(3).id };
  const user = { ...person(2, own), position };
  return { user, position, page: { totalCount: 3, totalCountIsCapped: false } };
}

describe('a write that comes in', () => {
  test('brings its user into the list, and what is known of them into the cache', () => {
    receiveWrite(cache, everyone, write({ phone: '1' }));
    expect(names(everyone)).toEqual(['Person 1', 'Person 2', 'Person 3']);
    const open = cache.readQuery({ query: UserDocument, variables: { id: person(2).id } });
    expect(open?.user?.phone).toBe('1');
  });

  test('drops the other lists, as nobody told how they are now, but for the one on screen', () => {
    writeList(cache, named('a'), pageOf([person(1)]).users);
    writeList(cache, named('b'), pageOf([person(1)]).users);
    receiveWrite(cache, everyone, write(), named('b'));
    expect(names(everyone)).toHaveLength(3);
    expect(names(named('a'))).toBeUndefined();
    expect(names(named('b'))).toEqual(['Person 1']);
  });

  test('is passed on to requests under way, with whether it fits in', () => {
    const heard: boolean[] = [];
    const end = writeNews.listen(readList(cache, everyone)?.key ?? '', (_write, isSure) =>
      heard.push(isSure),
    );
    receiveWrite(cache, everyone, write());
    receiveWrite(cache, everyone, {
      ...write(),
      position: { cursor: 'x', previousId: person(3).id, nextId: person(1).id },
    });
    end();
    expect(heard).toEqual([true, false]);
  });

  test('is outdated where a later version of its user is known, by the list or by itself', () => {
    receiveWrite(cache, everyone, write({ version: 5 }));
    expect(isOutdated(cache, everyone, person(2, { version: 4 }))).toBe(true);
    expect(isOutdated(cache, everyone, person(2, { version: 5 }))).toBe(false);
    forgetLists(cache);
    expect(isOutdated(cache, everyone, person(2, { version: 4 }))).toBe(true);
    forgetUsers(cache);
    expect(isOutdated(cache, everyone, person(2, { version: 4 }))).toBe(false);
  });

  test('leaves alone what is known of a user by a later one', () => {
    receiveWrite(cache, everyone, write({ version: 5, phone: 'new' }));
    receiveWrite(cache, everyone, write({ version: 4, phone: 'old' }));
    expect(cache.readQuery({ query: UserDocument, variables: { id: person(2).id } })?.user?.phone).toBe(
      'new',
    );
  });
});

test('the last twenty lists are kept, and the one just loaded', () => {
  for (let n = 0; n < 25; n += 1) writeList(cache, named(`${n}`), pageOf([person(n)]).users);
  expect(names(everyone)).toBeUndefined();
  expect(names(named('3'))).toBeUndefined();
  expect(names(named('4'))).toEqual(['Person 4']);
  expect(names(named('24'))).toEqual(['Person 24']);
});
