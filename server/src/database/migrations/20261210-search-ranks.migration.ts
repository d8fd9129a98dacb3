import { Migration } from '@mikro-orm/migrations';
import { TEXT as TEXT_BEFORE } from './20261204-search-words.migration.js';

/**
 * Best match first (decision 38): the trigram index must show whether a word of a term is, or begins, a word of a text.
 *
 * - Each line of `search_text` has a blank before and after it, so `% word%` finds the texts in which a word begins, and `%
 *   word %` those that hold it whole.
 * - pg_trgm treats every character except letters and digits as a blank, LIKE does not. Among a million addresses, `% example%`
 *   made the index return every `@example.org`, and the recheck discarded all of them (1.6 s). So texts with other characters
 *   are repeated in a sixth line, with blanks in place of these characters. It adds no trigram to the index.
 *
 * The table is rewritten, as by the migration of search by words. The server of the previous version works on the new text.
 */
export class SearchRanksMigration extends Migration {
  override up(): void {
    this.addSql(SEARCH_WORDS);
    this.addSql(SEARCH_DOCUMENT);
    this.addSql(`alter table users alter column search_text
      set expression as (search_document(display_name, email, department, title, phone))`);
    this.addSql('analyze users');
  }

  override down(): void {
    this.addSql(`alter table users alter column search_text set expression as (${TEXT_BEFORE})`);
    this.addSql('drop function search_document');
    this.addSql('drop function search_words');
  }
}

const SEARCH_WORDS = `create function search_words(key text) returns text
  language sql immutable strict parallel safe
  return trim(regexp_replace(key, '[^[:alnum:]]+', ' ', 'g'))`;

const SEARCH_DOCUMENT = `create function search_document(name text, email text, department text, title text, phone text)
  returns text language plpgsql immutable parallel safe as $$
  declare
    lines text[] := array[search_key(name), search_key(email), search_key(coalesce(department, '')),
      search_key(coalesce(title, ''))];
    line text;
    apart text := '';
  begin
    foreach line in array lines loop
      if line ~ '[^[:alnum:] ]' then apart := apart || ' ' || search_words(line); end if;
    end loop;
    return ' ' || array_to_string(lines || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g') || trim(apart),
      ' ' || chr(10) || ' ') || ' ';
  end $$`;
