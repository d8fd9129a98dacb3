import { describe, expect, test } from 'vitest';
import { SideLists } from './side-lists';

const count = (totalCount: number, totalCountIsCapped = false) => ({ totalCount, totalCountIsCapped });
const view = (id: string, found: number) => ({
  id,
  name: id,
  query: '',
  layout: null,
  isShared: false,
  version: 1,
  viewerCanUpdate: true,
  userCount: count(found),
});

function known(): SideLists {
  const side = new SideLists();
  side.beginRead()({
    everyone: count(10),
    noAccess: count(10_000, true),
    invited: count(2),
    deactivated: count(1),
    bin: count(3),
    views: [view('v', 4)],
  });
  return side;
}
const number = (side: SideLists, key: string) => side.counts.get(key)?.totalCount;

describe('the lists of the side bar', () => {
  test('are doubtful until an answer has them', () => {
    expect(new SideLists().isDoubtful.value).toBe(true);
    expect(known().isDoubtful.value).toBe(false);
  });

  test.each([
    [null, 'INVITED', { everyone: 11, invited: 3 }],
    ['INVITED', 'DEACTIVATED', { everyone: 10, invited: 1, deactivated: 2 }],
    ['INVITED', 'INVITATION_EXPIRED', { everyone: 10, invited: 2 }],
    ['ACTIVE', 'DELETED', { everyone: 9, bin: 4 }],
    ['DELETED', 'ACTIVE', { everyone: 11, bin: 2 }],
    // A bound stays one.
    ['NO_ACCESS', 'ACTIVE', { everyone: 10, noAccess: 10_000 }],
    ['ACTIVE', 'ACTIVE', { everyone: 10 }],
  ] as const)('move a user who was %s and is %s', (before, state, counts) => {
    const side = known();
    side.written({ id: 'u', state }, before, [view('v', 5)]);
    for (const [key, expected] of Object.entries(counts))
      expect([key, number(side, key)]).toEqual([key, expected]);
    expect(number(side, 'v')).toBe(5);
    expect(side.isDoubtful.value).toBe(false);
  });

  test('are doubtful after a write of a user whose state before it is not known', () => {
    const side = known();
    side.written({ id: 'u', state: 'DELETED' }, undefined);
    expect([number(side, 'everyone'), side.isDoubtful.value]).toEqual([10, true]);
  });

  test('are doubtful after news, until they are read again', () => {
    const side = known();
    side.heard({ id: 'u', state: 'DELETED' }, 'ACTIVE');
    expect([number(side, 'bin'), side.isDoubtful.value]).toEqual([4, true]);
    const settle = side.beginRead();
    // Received after the question: the answer may not have it.
    side.heard({ id: 'w', state: 'ACTIVE' }, 'ACTIVE');
    settle({ bin: count(4) });
    expect(side.isDoubtful.value).toBe(true);
    side.beginRead()({});
    expect(side.isDoubtful.value).toBe(false);
  });

  test('are no longer doubtful for news that were the echo of an own write, which came first', () => {
    const side = known();
    side.heard({ id: 'u', state: 'DELETED' }, 'ACTIVE');
    side.written({ id: 'u', state: 'DELETED' }, 'DELETED', [view('v', 3)]);
    expect([number(side, 'bin'), number(side, 'v'), side.isDoubtful.value]).toEqual([4, 3, false]);
  });

  test('are forgotten when another person signs in', () => {
    const side = known();
    side.forget();
    expect([side.counts.size, side.views.value, side.isDoubtful.value]).toEqual([0, undefined, true]);
  });
});
