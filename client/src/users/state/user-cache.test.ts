import { InMemoryCache } from '@apollo/client/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { person } from '../../../test/people';
import type { WrittenUserFragment } from '../../gql/graphql';
import { forgetUsers, isKnownLater, rememberUser, userPolicies } from './user-cache';
import { UserDocument } from '../detail/detail.documents';

let cache: InMemoryCache;
beforeEach(() => {
  cache = new InMemoryCache({ typePolicies: userPolicies });
});

const written = (own: Partial<WrittenUserFragment> = {}): WrittenUserFragment => ({
  ...person(2, own),
  position: null,
});
const open = () => cache.readQuery({ query: UserDocument, variables: { id: person(2).id } })?.user;

describe('what is known of a user', () => {
  test('is there when they are opened', () => {
    rememberUser(cache, written({ phone: '1' }));
    expect(open()?.phone).toBe('1');
  });

  test('is left alone by what is older', () => {
    rememberUser(cache, written({ version: 5, phone: 'new' }));
    rememberUser(cache, written({ version: 4, phone: 'old' }));
    expect(open()?.phone).toBe('new');
    expect(isKnownLater(cache, written({ version: 4 }))).toBe(true);
    expect(isKnownLater(cache, written({ version: 5 }))).toBe(false);
  });

  test('is forgotten where news may have been missed', () => {
    rememberUser(cache, written({ version: 5 }));
    forgetUsers(cache);
    expect(isKnownLater(cache, written({ version: 4 }))).toBe(false);
    expect(open()).toBeUndefined();
  });
});
