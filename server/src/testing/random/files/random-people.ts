import type { TestApp } from '../../test-app.js';
import type { Seeded } from '../seeded.js';

/** The fields with free text, and those whose values have a form. */
export const FREE = ['displayName', 'givenName', 'familyName', 'title', 'department'] as const;
const FORMED: Record<string, (string | null)[]> = {
  phone: ['+49 30 1234-5', '٠٣٠ ١٢٣', '030/1234 ext. 5', '-1234', '＋41 44 1', null],
  locale: ['de-ch', 'en', 'zh-Hant-TW', 'ar', null],
  timeZone: ['Europe/Zurich', 'Asia/Calcutta', 'utc', null],
};

/** What breaks files: formulas, quotes, separators, blanks, invisible and combining characters, every kind of script. */
const PIECES = [
  ...[
    '=',
    '+',
    '-',
    '@',
    '＝',
    '－',
    "'",
    "''",
    '"',
    '""',
    ',',
    ';',
    '|',
    '\\',
    '\\N',
    '\\.',
    '/',
    '%s',
    '$1',
    '{}',
    '[]',
  ],
  ...[
    ' ',
    '  ',
    '\u00a0',
    '\u2007',
    '\u3000',
    '\u200b',
    '\u200d',
    '\u200c',
    '\u200e',
    '\u200f',
    '\ufeff',
    '\u00ad',
    '\u2060',
  ],
  ...[
    'é',
    'e\u0301',
    'ß',
    'İ',
    'ı',
    'ﬁ',
    'Å',
    '\u212b',
    'ø',
    'Ω',
    'Ж',
    '名',
    '가',
    '\u1100\u1161',
    'ก\u0e33',
    'हि',
    'م\u064b',
  ],
  ...[
    '😀',
    '👩‍👩‍👧',
    '🇨🇭',
    '𝔘',
    '\u{10ffff}',
    '\ufffd',
    '\uffff',
    '\u0378',
    'null',
    'true',
    'NULL',
    '0',
    '1e5',
    '007',
    'a',
    'B',
    'c d',
  ],
];

/** What cannot be stored, so it is refused. */
export const UNSTORABLE = [
  '\0',
  '\ud800',
  'a\udc00',
  '\t',
  '\n',
  '\r\n',
  '\u2028',
  '\u202e',
  '\u0007',
  '\u001b',
  '\u0085',
];

/** A text of these pieces; seldom a long one. */
export function randomText(random: Seeded): string {
  const length = random.chance(0.05) ? 60 : 1 + random.below(5);
  const text = Array.from({ length }, () => random.pick(PIECES)).join('');
  return random.chance(0.03) ? `x${text}${random.pick(['y', '長', '😀']).repeat(60)}` : text;
}

/** The value of a field: null, empty, or a text. */
export function randomValue(random: Seeded, field: string): string | null {
  const formed = FORMED[field];
  if (formed) return random.pick(formed);
  if (field === 'email') {
    const domain = random.pick(['example.org', 'EXAMPLE.org', 'bücher.example', 'xn--bcher-kva.example']);
    const local = random.pick(["o'neill", 'a+b', 'x_y', '-dash', 'Großmann', '=f', 'ANN', '名', "'q"]);
    return `${local}.${random.below(1_000_000)}@${domain}`;
  }
  if (field !== 'displayName' && random.chance(0.15)) return random.pick([null, '', ' ']);
  return randomText(random);
}

export const TEXTS = ['email', ...FREE, ...Object.keys(FORMED)];

export function randomPerson(random: Seeded): Record<string, string | null> {
  const fields = ['email', 'displayName', ...random.some(TEXTS.slice(2))];
  return Object.fromEntries(fields.map((field) => [field, randomValue(random, field)]));
}

/** Rows of users by id, as JSON: all columns, with the names of their roles. */
export async function rowsOf({
  database,
}: Pick<TestApp, 'database'>): Promise<Map<string, Record<string, unknown>>> {
  const rows = await database.query<{ id: string; row: Record<string, unknown> }>(
    `select u.id, to_jsonb(u) || jsonb_build_object('roles', (select coalesce(jsonb_agg(r.name order by r.name), '[]')
        from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id)) as row
      from users u order by u.id`,
  );
  return new Map(rows.map(({ id, row }) => [id, row]));
}
