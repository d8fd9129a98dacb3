import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/user-requests.js';

const SEARCH = `query ($search: String) { users(search: $search) { nodes { displayName } totalCount } }`;

describe('search', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await createUsers(
      test,
      { email: 'eloise@example.org', displayName: 'Éloïse Łukasz-Straße' },
      { email: 'kuznetsov@example.org', displayName: 'Фёдор Кузнецов' },
      { email: 'ming@example.org', displayName: '王小明' },
      { email: 'mohamed@example.org', displayName: 'مُحَمَّد أحمد' },
      { email: 'giorgos@example.org', displayName: 'Γιώργος' },
      { email: 'fifty_50%@example.net', displayName: String.raw`back\slash` },
      { email: 'x.y+z@example.net', displayName: 'ＦＵＬＬ ｗｉｄｔｈ' },
    );
  });
  afterAll(() => test.close());

  const find = async (search: string) => {
    const { data, errors } = await test.graphql(SEARCH, { search });
    expect(errors).toBeUndefined();
    const names = (data.users.nodes as { displayName: string }[]).map(({ displayName }) => displayName);
    expect(data.users.totalCount).toBe(names.length);
    return names;
  };

  it.each([
    ['eloise', 'Éloïse Łukasz-Straße'],
    ['LOÏS', 'Éloïse Łukasz-Straße'],
    ['lukasz', 'Éloïse Łukasz-Straße'],
    ['z-s', 'Éloïse Łukasz-Straße'],
    ['strasse', 'Éloïse Łukasz-Straße'],
    ['STRAẞE', 'Éloïse Łukasz-Straße'],
    ['кузн', 'Фёдор Кузнецов'],
    ['федор', 'Фёдор Кузнецов'],
    ['ЦО', 'Фёдор Кузнецов'],
    ['ж', undefined],
    ['王', '王小明'],
    ['小明', '王小明'],
    ['محمد', 'مُحَمَّد أحمد'],
    ['احمد', 'مُحَمَّد أحمد'],
    ['γιωρ', 'Γιώργος'],
    ['ώ', 'Γιώργος'],
    ['full', 'ＦＵＬＬ ｗｉｄｔｈ'],
    ['+', 'ＦＵＬＬ ｗｉｄｔｈ'],
    ['y+', 'ＦＵＬＬ ｗｉｄｔｈ'],
    ['%', String.raw`back\slash`],
    ['0%', String.raw`back\slash`],
    ['_5', String.raw`back\slash`],
    ['\\', String.raw`back\slash`],
    ['k\\s', String.raw`back\slash`],
    ['back\\slash', String.raw`back\slash`],
    ['_50%@example', String.raw`back\slash`],
    ['e%e', undefined],
    ['kuznetsov@example', 'Фёдор Кузнецов'],
    ['Kuznetsov@Example.org', 'Фёдор Кузнецов'],
    ['kuznetsov@example.com', undefined],
    ['kuznetsov@', 'Фёдор Кузнецов'],
    ['kuznetsov@@', undefined],
    ['mING＠example', '王小明'],
    ['fifty_50%@example.net', String.raw`back\slash`],
    ['fifty050%@example.net', undefined],
    ['  ming  ', '王小明'],
    ['ʻʻʻ', undefined],
    ['e\u0301loi\u0308se', 'Éloïse Łukasz-Straße'],
    ['a\u0000b', undefined],
    ['\ud800', undefined],
    ['slash fifty', undefined],
    ['slash\nfifty', undefined],
    ["'; drop table users; --", undefined],
  ])('for %j finds %j', async (term, expected) => {
    expect(await find(term)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('finds the few of a short rest of the list, for a large page too', async () => {
    const { data } = await test.graphql('{ users(last: 1) { pageInfo { startCursor } } }');
    const before = data.users.pageInfo.startCursor as string;
    for (const within of [`before: "${before}"`, 'where: { createdAt: { from: "2020-01-01T00:00:00Z" } }']) {
      const found = await test.graphql(
        `{ users(first: 100, search: "ming", ${within}) { nodes { displayName } } }`,
      );
      expect(found.data.users.nodes, within).toEqual([{ displayName: '王小明' }]);
    }
  });

  it('takes an empty term for none', async () => {
    expect(await find('   ')).toHaveLength(7);
  });

  it('refuses ten thousand characters as INVALID', async () => {
    const { errors } = await test.graphql(SEARCH, { search: 'a'.repeat(10_000) });
    expect(errors?.[0]?.extensions['code']).toBe('INVALID');
  });

  it('agrees with a plain look at every row, for every part of every name', async () => {
    const names = ['Éloïse Łukasz-Straße', 'Фёдор Кузнецов', '王小明', 'Γιώργος'];
    for (const name of names) {
      const letters = [...name];
      for (const length of [1, 2, 3, 4]) {
        for (let start = 0; start + length <= letters.length; start++) {
          const term = letters.slice(start, start + length).join('');
          if (term.trim() === term) expect(await find(term), term).toContain(name);
        }
      }
    }
  });
});
