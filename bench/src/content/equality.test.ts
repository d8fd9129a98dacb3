import { describe, expect, it } from 'vitest';
import type { BenchUser, Content, JobInput } from '../system.js';
import { assertSame } from './equality.js';

const user: BenchUser = {
  id: '1',
  email: 'zoe@example.org',
  displayName: 'Zoë',
  status: 'ACTIVE',
  createdAt: '2026-11-24T12:00:00.000Z',
};
const input: JobInput = {
  id: '1',
  deep: { createdAt: user.createdAt, id: '1', offset: 1 },
  term: 'zo',
  status: 'INVITED',
  email: user.email,
  displayName: user.displayName,
};

const compare = (other: Content, job: 'list' | 'totalCount' = 'list') =>
  assertSame(
    job,
    input,
    { system: 'bare', content: { users: [user], hasNextPage: true, hasPreviousPage: false, totalCount: 1 } },
    { system: 'other', content: other },
  );

describe('two answers', () => {
  it('are the same if one omits fields that its system lacks, and has more fields of a user', () => {
    expect(() => compare({ users: [{ ...user, ...{ phone: '1' } }] })).not.toThrow();
  });

  it('differ by a field, and both are shown', () => {
    expect(() => compare({ users: [{ ...user, displayName: 'Zoe' }] })).toThrow(/"Zoë"[^]*"Zoe"/);
  });

  it('differ if one says that the list goes on and the other that it ends', () => {
    expect(() => compare({ users: [user], hasNextPage: false })).toThrow(/other does not answer list/);
  });

  it('differ if a requested count is missing', () => {
    expect(() => compare({ users: [user] }, 'totalCount')).toThrow(/totalCount/);
  });
});
