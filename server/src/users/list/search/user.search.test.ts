import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { createUsers } from '../../../testing/requests/user-requests.js';

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
    ['slash fifty', String.raw`back\slash`],
    ['slash\nfifty', String.raw`back\slash`],
    ['fifty slash', String.raw`back\slash`],
    ['slash fiftys', undefined],
    ['slash\u0007fifty', undefined],
    ["'; drop table users; --", undefined],
  ])('for %j finds %j', async (term, expected) => {
    expect(await find(term)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('finds the few matches near the end of the list, for a large page too', async () => {
    const { data } = await test.graphql('{ users(last: 1) { pageInfo { startCursor } } }');
    const before = data.users.pageInfo.startCursor as string;
    for (const within of [`before: "${before}"`, 'where: { createdAt: { from: "2020-01-01T00:00:00Z" } }']) {
      const found = await test.graphql(
        `{ users(first: 100, search: "ming", orderBy: { field: CREATED_AT, direction: DESC }, ${within}) { nodes { displayName } } }`,
      );
      expect(found.data.users.nodes, within).toEqual([{ displayName: '王小明' }]);
    }
  });

  it('ignores an empty term', async () => {
    expect(await find('   ')).toHaveLength(7);
  });

  it('refuses ten thousand characters as INVALID', async () => {
    const { errors } = await test.graphql(SEARCH, { search: 'a'.repeat(10_000) });
    expect(errors?.[0]?.extensions['code']).toBe('INVALID');
  });

  it('agrees with a sequential comparison for every part of every name', async () => {
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

describe('invisible characters and several blanks', () => {
  let test: TestApp;
  /** As stored before such characters were removed from names. */
  const STORED = [
    'Ada\u200b Lovelace',
    'Lo\u00advelace',
    '\u200fمحمد\u200f علي',
    'علی\u200cرضا',
    '葛\u{e0100}城',
    'Ada  Double',
    'Ada\u3000\u00a0Wide',
    '\u200eAnn Lee',
  ];
  beforeAll(async () => {
    test = await startTestApp();
    for (const [index, name] of STORED.entries()) {
      const values = [`u${index}@example.org`, name];
      await test.database.query('insert into users (email, display_name) values ($1, $2)', values);
    }
  });
  afterAll(() => test.close());

  const find = async (search: string) => {
    const { data } = await test.graphql(SEARCH, { search });
    expect(data.users.totalCount).toBe(data.users.nodes.length);
    return (data.users.nodes as { displayName: string }[]).map(({ displayName }) => displayName);
  };

  it.each([
    ['ada lovelace', STORED[0]],
    ['lovelace', STORED[1], STORED[0]],
    ['محمد علي', STORED[2]],
    ['علیرضا', STORED[3]],
    ['علی\u200cرضا', STORED[3]],
    ['葛城', STORED[4]],
    ['葛\u{e0101}城', STORED[4]],
    ['ada double', STORED[5]],
    ['ada   double', STORED[5]],
    ['ada\u00a0wide', STORED[6]],
    ['\u202aann lee\u202c', STORED[7]],
    ['\u200b ann\u2060 ', STORED[7]],
    ['a\u200bn', STORED[7]],
  ])('for %j do not hide a match', async (term, ...names) => {
    expect(await find(term)).toEqual(names);
  });

  it.each(['\u200b', '\u3164\u3164\u3164', ' \u00ad \u2060'])(
    'alone, %j, are ignored as a term',
    async (term) => {
      expect(await find(term)).toHaveLength(STORED.length);
    },
  );

  it('do not change the order of names', async () => {
    const query = '{ users(orderBy: { field: DISPLAY_NAME, direction: ASC }) { nodes { displayName } } }';
    const { data } = await test.graphql(query);
    const order = [5, 0, 6, 7, 1, 3, 2, 4].map((index) => STORED[index]);
    expect(data.users.nodes).toEqual(order.map((displayName) => ({ displayName })));
  });
});
