import { expect } from 'vitest';
import { normalForm } from '../../../texts/normal-form.js';
import { check, checkAgain, importIn } from '../../requests/import-requests.js';
import type { TestApp } from '../../test-app.js';
import type { Seeded } from '../seeded.js';

const ENCODINGS = [
  ...['windows-1250', 'windows-1251', 'windows-1252', 'windows-1256', 'koi8-r', 'iso-8859-15', 'macintosh'],
  ...['shift_jis', 'gbk', 'gb18030', 'big5', 'euc-jp', 'euc-kr'],
];

/** Letters of the encoding by random bytes: what they are as Latin-1, and as text. */
function letters(random: Seeded, encoding: string): { latin1: string; text: string } {
  const found = { latin1: '', text: '' };
  for (let wanted = 1 + random.below(12); wanted > 0;) {
    const bytes = Buffer.from(
      [0x80 + random.below(0x80), 0x40 + random.below(0xc0)].slice(0, 1 + random.below(2)),
    );
    const text = decoded(encoding, bytes);
    if (!/^\p{L}+$/u.test(text) || normalForm(text, 10) !== text) continue;
    found.latin1 += bytes.toString('latin1');
    found.text += text;
    wanted -= 1;
  }
  return found;
}

function decoded(encoding: string, bytes: Buffer): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return '';
  }
}

/** A file in a legacy encoding, with any delimiter, has the texts that were written. Returns the number of rows. */
export async function expectLegacyRead(test: TestApp, random: Seeded): Promise<number> {
  const encoding = random.pick(ENCODINGS);
  const delimiter = random.pick([',', ';', '\t', '|']);
  const names = Array.from(
    { length: 20 },
    () => [letters(random, encoding), letters(random, encoding)] as const,
  );
  const quoted = (cell: string) => (random.chance(0.5) ? `"${cell}"` : cell);
  const lines = names.map(([name, team], n) =>
    [quoted(name.latin1), `l${n}@legacy.example`, quoted(team.latin1)].join(delimiter),
  );
  const file = [['name', 'email', 'department'].join(delimiter), ...lines, ''].join(
    random.pick(['\n', '\r\n']),
  );
  const { id } = await check(test, Buffer.from(file, 'latin1'));
  const found = importIn(await checkAgain(test, id, { encoding, delimiter }));
  const context = `seed ${random.seed}: ${encoding} ${delimiter} ${Buffer.from(file, 'latin1').toString('base64')}`;
  const read = found.rows.nodes.map(({ displayName, changes }) => [
    displayName,
    changes.find(({ field }) => field === 'department')?.after,
  ]);
  expect(read, context).toEqual(
    names.map(([name, team]) => [normalForm(name.text, 200), normalForm(team.text, 200)]),
  );
  return names.length;
}
