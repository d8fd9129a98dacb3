import { Migration } from '@mikro-orm/migrations';
import { BLANKS_FOLDED, INVISIBLE, MARKS, searchKey } from './20261202-search-keys.migration.js';

/**
 * Search by words over more fields (decision 38).
 *
 * - `search_text` gets the department, the title and the digits of the phone, after the name, which stays first, as the order
 *   by name and its indexes read it there.
 * - `search_key` maps the Arabic and the Persian forms of a letter to one letter, and their digits to ASCII digits.
 * - One user in 85, by the last byte of the id, is in two more indexes. These samples show how common a term is.
 * - The bin has search indexes of its own, for counting how many of it match. They cost nothing for a write that does not touch
 *   the bin.
 * - `search_near` finds the existing word most similar to a word without matches.
 *
 * The table and its indexes are rewritten: 28 s for 100,000 users on a busy machine, so minutes for a million. Reads and writes
 * of users wait for it. The server of the previous version works on the new table: it finds more, and reads the name in the
 * same place.
 */
export class SearchWordsMigration extends Migration {
  override up(): void {
    this.addSql(searchKey(`${MARKS}${INVISIBLE}`, { ...BLANKS_FOLDED, other: oneForm }));
    this.addSql(`alter table users alter column search_text set expression as (${TEXT})`);
    for (const [name, columns, where] of INDEXES) {
      this.addSql(`create index ${name} on users using gin (${columns}) where ${where}`);
      // PostgreSQL does not use the statistics of a partial index.
      if (columns === GRAMS) this.addSql(`alter index ${name} alter column 1 set statistics 0`);
    }
    this.addSql(SEARCH_NEAR);
    // The rewritten column has no statistics until then, and filters beside a search are planned by them.
    this.addSql('analyze users');
  }

  override down(): void {
    this.addSql(`drop index ${INDEXES.map(([name]) => name).join(', ')}`);
    this.addSql('drop function search_near');
    this.addSql(searchKey(`${MARKS}${INVISIBLE}`, BLANKS_FOLDED));
    this.addSql(`alter table users alter column search_text set expression as (${TEXT_BEFORE})`);
  }
}

const TEXT_BEFORE = 'search_key(display_name) || chr(10) || search_key(email)';

/** The result is null only for a text that folds to nothing. Phones are stored with ASCII digits. */
export const TEXT = [
  TEXT_BEFORE,
  `search_key(coalesce(department, ''))`,
  `search_key(coalesce(title, ''))`,
  `regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')`,
].join(' || chr(10) || ');

const IN_SAMPLE = 'deleted_at is null and get_byte(uuid_send(id), 15) < 3';

const TRIGRAMS = 'search_text gin_trgm_ops';
const GRAMS = 'search_grams(search_text)';

const INDEXES = [
  ['users_search_trgm_sample_idx', TRIGRAMS, IN_SAMPLE],
  ['users_search_grams_sample_idx', GRAMS, IN_SAMPLE],
  ['users_bin_search_trgm_idx', TRIGRAMS, 'deleted_at is not null'],
  ['users_bin_search_grams_idx', GRAMS, 'deleted_at is not null'],
] as const;

/**
 * The word of a search text that is most similar to `word`, the most frequent one if several are equal; null if none is
 * similar. Trigrams favour short words, so each letter of difference in length counts. Looking up all trigrams of a word takes
 * 20 ms among 100,000 users, so a larger directory uses only the sample: 1 ms. The sample has the common names.
 */
const SEARCH_NEAR = `create function search_near(word text) returns text
  language plpgsql stable strict parallel safe
  set pg_trgm.word_similarity_threshold = 0.4 as $$
  declare
    wanted text := search_key(word);
    near text[];
  begin
    if (select reltuples from pg_class where oid = 'users'::regclass) > 50000 then
      near := array(select search_text from users
        where ${IN_SAMPLE} and search_text %> wanted limit 1000);
    else
      near := array(select search_text from users
        where deleted_at is null and search_text %> wanted limit 1000);
    end if;
    return (select other from unnest(near) as text, regexp_split_to_table(text, '[[:space:]@._-]+') as other
      where similarity(other, wanted) >= 0.3
      group by other
      order by similarity(other, wanted) - 0.1 * abs(char_length(other) - char_length(wanted)) desc, count(*) desc, other
      limit 1);
  end $$`;

/** The letters of Arabic as written in Persian, Urdu and elsewhere, and the digits of both, each with its replacement. */
const FORMS: [string, string][] = [
  ['\u06cc', '\u064a'], // Farsi yeh
  ['\u0649', '\u064a'], // alef maksura
  ['\u06a9', '\u0643'], // keheh
  ['\u06c1', '\u0647'], // heh goal
  ['\u06be', '\u0647'], // heh doachashmee
  ['\u06d5', '\u0647'], // ae
  ['\u0629', '\u0647'], // teh marbuta
  ['\u0671', '\u0627'], // alef wasla
  ...Array.from({ length: 10 }, (_, digit): [string, string] => [
    String.fromCharCode(0x660 + digit),
    `${digit}`,
  ]),
  ...Array.from({ length: 10 }, (_, digit): [string, string] => [
    String.fromCharCode(0x6f0 + digit),
    `${digit}`,
  ]),
];

function oneForm(key: string): string {
  const [forms, letters] = [FORMS.map(([form]) => form), FORMS.map(([, letter]) => letter)];
  return `translate(${BLANKS_FOLDED.other(key)}, '${forms.join('')}', '${letters.join('')}')`;
}
