import type { TestApp } from '../../test-app.js';

/** Names of equal keys, of several scripts, and with the characters that LIKE interprets. */
const NAMES = [
  'Élise Müller',
  'Elise Muller',
  'ELISE  MÜLLER',
  'Weiß Straße',
  'Weiss Strasse',
  'علي كريم',
  'علی کریم',
  'Ｆｕｌｌ　Ｗｉｄｔｈ',
  'Full Width',
  '100% O’Brien',
  "100_ O'Brien",
  'Back\\slash "Quoted"',
  '李明',
  'ﬁne Łukasz',
];

/**
 * Changes one user in eight: names, equal moments, a sign-in before the addition, spellings of a department, none, phones.
 * Some of them, and some others, are in the bin.
 */
export async function makeOdd({ database }: Pick<TestApp, 'database'>): Promise<void> {
  const byte = (place: number) => `get_byte(uuid_send(id), ${place})`;
  await database.query(
    `update users set display_name = ($1::text[])[1 + ${byte(14)} % $2],
      phone = case ${byte(13)} % 3 when 0 then '+41 44 668 ' || (10 + ${byte(13)} % 20) || ' 00' when 1 then null else phone end,
      department = (array['Forschung & Büro', 'FORSCHUNG &  BURO', null, 'Sales', 'sales'])[1 + ${byte(13)} % 5],
      title = (array['100% Lead', 'Müller', null])[1 + ${byte(12)} % 3]
    where ${byte(15)} % 8 = 1`,
    [NAMES, NAMES.length],
  );
  await database.query(`update users set created_at = '2025-03-01 10:00:00.123Z', updated_at = '2025-03-01 10:00:00.123Z',
    last_sign_in_at = case ${byte(14)} % 3 when 0 then null when 1 then timestamptz '2025-03-01 00:00Z'
      else timestamptz '2025-06-01Z' end where ${byte(15)} % 16 = 2`);
  await database.query(`update users set last_sign_in_at = created_at - interval '23 hours',
    updated_at = created_at - interval '23 hours' where ${byte(15)} % 32 = 3`);
  await database.query(`update users set deleted_at = case ${byte(14)} % 2 when 0 then timestamptz '2026-01-01Z' else now() end
    where ${byte(15)} % 16 in (9, 2) and ${byte(13)} % 3 = 0`);
  await database.query('vacuum (analyze) users, user_roles');
}
