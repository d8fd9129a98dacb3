import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { createUsers } from '../../../testing/requests/user-requests.js';

describe('several words and other fields', () => {
  let test: TestApp;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    test = await startTestApp();
    await createUsers(
      test,
      {
        email: 'h.weiss@example.org',
        displayName: 'Hannah Weiß',
        department: 'Finance & Legal',
        title: 'Contrôleuse',
        phone: '+41 (44) 668-18 00',
      },
      { email: 'hannah@example.net', displayName: 'Hannah Schwarz', department: 'Sales', title: 'Buyer' },
      { email: 'w.weissmann@example.net', displayName: 'Walter Weissmann', phone: '0446681801' },
      { email: 'ali@example.org', displayName: 'علی کریمی', phone: '0912 345 67 89' },
      { email: 'jones-2024-11@example.org', displayName: 'ＪＯＮＥＳ Ａｌａｎ', title: '12 b' },
    );
    const { data } = await test.graphql('{ users { nodes { id displayName } } }');
    for (const { id, displayName } of data.users.nodes as Record<string, string>[]) {
      ids.set(displayName ?? '', id ?? '');
    }
  });
  afterAll(() => test.close());

  const HANNAH = 'Hannah Weiß';
  const WALTER = 'Walter Weissmann';
  const ALI = 'علی کریمی';
  const JONES = 'ＪＯＮＥＳ Ａｌａｎ';

  /** The names found, in each way that PostgreSQL may take: by one plan for all terms, beside a filter, and counted. */
  const find = async (search: string) => {
    const beside = 'where: { createdAt: { from: "2020-01-01T00:00:00Z" }, neverSignedIn: true }';
    const { data, errors } = await test.graphql(
      `query ($search: String) {
        users(search: $search) { nodes { displayName } totalCount }
        beside: users(search: $search, ${beside}) { nodes { displayName } totalCount }
      }`,
      { search },
    );
    expect(errors).toBeUndefined();
    const [names, besides] = [data.users.nodes, data.beside.nodes].map((nodes: { displayName: string }[]) =>
      nodes.map(({ displayName }) => displayName).sort(),
    );
    expect(besides).toEqual(names);
    expect([data.users.totalCount, data.beside.totalCount]).toEqual([names?.length, names?.length]);
    return names;
  };

  it.each([
    ['hannah weiß', HANNAH],
    ['weiss hannah', HANNAH],
    ['WEISS   HANNAH', HANNAH],
    ['hannah\u3000weiss', HANNAH],
    ['hannah\tweiss', HANNAH],
    ['han\u200bnah wei\u00df', HANNAH],
    ['ｗｅｉｓｓ ｈａｎｎａｈ', HANNAH],
    ['hannah hannah weiss weiss', HANNAH],
    ['finance hannah', HANNAH],
    ['controleuse weiss legal', HANNAH],
    ['h.weiss@example.org finance', HANNAH],
    ['finance', HANNAH],
    ['contrôl', HANNAH],
    ['w h c l', HANNAH, 'Hannah Schwarz'],
    ['& h', HANNAH],
    ['h & weiss', HANNAH],
    ['hannah sales weiss'],
    ['weiss', HANNAH, WALTER],
    ['weiss w.', WALTER],
    ['jones alan', JONES],
    ['ALAN jones 2024-11', JONES],
    ['2024-11', JONES],
    ['b 12', JONES],
    ['علي كريمي', ALI],
    ['كريمى علی', ALI],
    ['a b c d e f g h i j k l m n o p q r s t u v w x y z'],
    ['e x a m p l e . o r g @ h n w i s f c', HANNAH],
    ["weiss'; drop table users; --"],
    ['weiss % hannah'],
    ['weiss _ hannah'],
  ])('%j finds %j', async (term, ...names) => {
    expect(await find(term)).toEqual(names.sort());
  });

  it.each([
    ['41446681800', HANNAH],
    ['+41446681800', HANNAH],
    ['+41 44 668 18 00', HANNAH],
    ['+41 (44) 668-18 00', HANNAH],
    ['+41-44-668-18-00', HANNAH],
    ['44/668.18.00', HANNAH],
    ['668 18 00 hannah', HANNAH],
    ['hannah (44) 6681800', HANNAH],
    ['44 668 18 00', HANNAH],
    ['668\u2011 18\u201300', HANNAH],
    ['٦٦٨ ١٨ ٠٠', HANNAH],
    ['+41', HANNAH],
    ['44 668', HANNAH, WALTER],
    ['044 668 18 01', WALTER],
    ['18 00 668 44'],
    ['walter 668 18 00'],
    ['۰۹۱۲۳۴۵۶۷۸۹', ALI],
  ])('the phone number %j finds %j', async (term, ...names) => {
    expect(await find(term)).toEqual(names.sort());
  });

  it('an id finds its user, in any case, without dashes, from its eighth digit on, and beside a word', async () => {
    const id = ids.get(HANNAH) ?? '';
    for (const term of [id, id.toUpperCase(), id.replaceAll('-', ''), ` ${id.slice(0, 34)}`, `${id} weiss`]) {
      expect(await find(term), term).toEqual([HANNAH]);
    }
    // The eighth digit counts minutes.
    for (const term of [id.slice(0, 8), id.slice(0, 9), id.slice(0, 13)]) {
      expect(await find(term), term).toContain(HANNAH);
    }
    expect(await find(`${id.slice(0, 9)} weissmann`)).toEqual([WALTER]);
    for (const term of [`${id} walter`, id.slice(9), `${id}0`, id.replace('-', '--')]) {
      expect(await find(term), term).toEqual([]);
    }
  });

  it('finds changed values', async () => {
    const input = { id: ids.get(WALTER), department: 'Zoology', phone: '055 1234' };
    const { data } = await test.graphql(
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code } } }',
      { input: { ...input, version: 1 } },
    );
    expect(data.updateUser.userErrors).toEqual([]);
    expect(await find('zoology walter')).toEqual([WALTER]);
    expect(await find('0551234')).toEqual([WALTER]);
    expect(await find('0446681801')).toEqual([]);
  });
});
