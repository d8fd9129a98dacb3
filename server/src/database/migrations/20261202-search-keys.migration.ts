import { Migration } from '@mikro-orm/migrations';
import { notices } from './notices.js';

/**
 * Keys for searching, sorting and comparing, without invisible characters (decision 29).
 *
 * - `search_key` drops default-ignorable code points, and makes one blank of several, of whatever kind. The ranges are those of
 *   Unicode 17, reserved ones among them, so they hold for later versions; a test compares them with JavaScript's.
 * - Only users whose key changes are written. With 100,000 users, three quarters of them beyond ASCII, it took 0.8 s if no key
 *   changed, 0.9 s for a thousand, 24 s for all. So it takes 8 s for a million users in usual directories, and minutes in the
 *   worst case. The table is not rewritten, and the server of the previous version can go on reading and writing, with the new
 *   function.
 * - `name_key` distinguishes names that people can distinguish: it ignores case, width and invisible characters, but not
 *   accents. Roles that would have the same name get numbers, except the first.
 */
export class SearchKeysMigration extends Migration {
  override async up(): Promise<void> {
    await this.execute(searchKey(`${MARKS}${INVISIBLE}`, BLANKS_FOLDED));
    await this.execute(NAME_KEY);
    await this.execute(REKEY);
    const renamed = (await this.execute(SAME_NAME)) as unknown as { id: string }[];
    if (renamed.length > 0) {
      await this.execute(RENUMBER);
      notices.push({ roleIds: renamed.map(({ id }) => id), text: RENAMED });
    }
    await this.execute('drop index roles_name_key');
    await this.execute('create unique index roles_name_key on roles (name_key(name))');
  }

  override async down(): Promise<void> {
    await this.execute('drop index roles_name_key');
    await this.execute(
      'create unique index roles_name_key on roles (casefold(name collate pg_unicode_fast))',
    );
    await this.execute('drop function name_key');
    await this.execute(searchKey(MARKS, { ascii: 'lower(value)', other: (key) => key }));
    await this.execute(REKEY);
  }
}

/** As in the directory's migration, which has the reasons. */
export const MARKS = String.raw`\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f`;

/** Default_Ignorable_Code_Point (DerivedCoreProperties.txt). */
export const INVISIBLE = String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff`;

/** NFKD turns every kind of blank but one into a plain blank. */
export const BLANKS_FOLDED = {
  ascii: `case when strpos(value, '  ') > 0 then regexp_replace(lower(value), ' +', ' ', 'g') else lower(value) end`,
  other: (key: string) => String.raw`btrim(regexp_replace(${key}, '[ \u1680]+', ' ', 'g'))`,
};

export function searchKey(
  dropped: string,
  blanks: { ascii: string; other: (key: string) => string },
): string {
  const bare = blanks.other(`regexp_replace(normalize(value, NFKD), '[${dropped}]', '', 'g')`);
  return `create or replace function search_key(value text) returns text
    language sql immutable strict parallel safe
    return case when octet_length(value) = char_length(value) then ${blanks.ascii}
      else normalize(casefold(unaccent('unaccent'::regdictionary, ${bare})), NFKC) end`;
}

const NAME_KEY = `create function name_key(value text) returns text
  language sql immutable strict parallel safe
  return normalize(casefold(${BLANKS_FOLDED.other(
    `regexp_replace(normalize(value, NFKC), '[${INVISIBLE}]', '', 'g')`,
  )} collate pg_unicode_fast), NFKC)`;

/** An update of the source column recomputes the generated key. An ASCII text keeps its key, except for blanks. */
const REKEY = `update users set display_name = display_name
  where (octet_length(display_name) <> char_length(display_name) or octet_length(email) <> char_length(email)
      or strpos(display_name, '  ') > 0 or strpos(email, '  ') > 0)
    and search_text <> search_key(display_name) || chr(10) || search_key(email)`;

const RENAMED =
  'Roles had the name of another role but for invisible characters, and were numbered. Look at who has them.';

const SAME_NAME = `select id from (select id, row_number() over (partition by name_key(name) order by key is null, id) as place
  from roles) as named where place > 1`;

const RENUMBER = `do $$
  declare
    same record;
    number int;
  begin
    for same in select id, left(name, 90) as name from roles where id in (${SAME_NAME}) order by id loop
      number := 2;
      while exists (select from roles where name_key(name) = name_key(same.name || ' (' || number || ')')) loop
        number := number + 1;
      end loop;
      update roles set name = same.name || ' (' || number || ')', version = version + 1 where id = same.id;
    end loop;
  end $$`;
