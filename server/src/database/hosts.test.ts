import { describe, expect, it } from 'vitest';
import { connectionTo } from './connection.js';

const hostOf = (url: string) => {
  const { host, port, user, password, database } = connectionTo(url, 'test');
  return { host, port, user, password, database };
};

describe('a DATABASE_URL with several hosts', () => {
  it('is read like one with its first host', () => {
    const expected = { host: 'a', port: 6432, user: 'me', password: 'p,w', database: 'people' };
    for (const hosts of ['a:6432', 'a:6432,b', 'a:6432,b:5433,[::1]:5434']) {
      expect(hostOf(`postgres://me:p,w@${hosts}/people`)).toEqual(expected);
      expect(hostOf(`postgres://me:p,w@${hosts}/people?target_session_attrs=read-write`)).toEqual(expected);
    }
  });

  it('is refused with an invalid host, and with another target_session_attrs', () => {
    for (const hosts of ['a,', ',a', 'a,b:port', 'a,b c']) {
      expect(() => hostOf(`postgres://me@${hosts}/people`)).toThrow('DATABASE_URL cannot be used');
    }
    expect(() => hostOf('postgres://a,b/people?target_session_attrs=any')).toThrow('target_session_attrs');
  });
});
