/**
 * What is wrong with a workspace's message catalogues.
 *
 * A message is used where its key stands in quotes (`t('users.title')`, `key: 'users.title'`), or where a
 * template begins as it does (`t(`users.status.${status}`)` uses all of `users.status.*`).
 */

/** @typedef {{ [key: string]: string | Catalogue }} Catalogue */

/** What a translating function is called in either workspace, and the attribute of <i18n-t>. */
const ASKED = [
  /(?<![\w.])\$?(?:t|te|translate)\(\s*(?<quote>['"`])(?<key>[\w.-]+)\k<quote>/g,
  /\bkeypath="(?<key>[\w.-]+)"/g,
];
const QUOTED = /(['"])([\w.-]+)\1/g;
const TEMPLATE = /`([\w.-]+\.)\$\{/g;

/**
 * @param {Record<string, Catalogue>} languages by language tag
 * @param {string[]} sources the text of the files that use them
 * @returns {string[]} one sentence a fault
 */
export function catalogueFaults(languages, sources) {
  const flat = Object.entries(languages).map(
    ([language, catalogue]) => /** @type {const} */ ([language, flatten(catalogue)]),
  );
  const keys = new Set(flat.flatMap(([, messages]) => [...messages.keys()]));
  return [...languageFaults(flat, keys), ...usageFaults(keys, sources)];
}

/**
 * @param {(readonly [string, Map<string, string>])[]} flat
 * @param {Set<string>} keys
 */
function* languageFaults(flat, keys) {
  for (const key of keys) {
    const placeholders = new Map();
    for (const [language, messages] of flat) {
      const message = messages.get(key);
      if (message === undefined) yield `${language}.json has no "${key}".`;
      else if (message.trim() === '') yield `"${key}" is empty in ${language}.json.`;
      else placeholders.set(language, placeholdersOf(message));
    }
    if (new Set(placeholders.values()).size > 1) {
      const each = [...placeholders].map(([language, names]) => `${language}: ${names || 'none'}`);
      yield `"${key}" has other placeholders in another language (${each.join('; ')}).`;
    }
  }
}

/**
 * @param {Set<string>} keys
 * @param {string[]} sources
 */
function* usageFaults(keys, sources) {
  const asked = new Set();
  const quoted = new Set();
  const prefixes = new Set();
  for (const source of sources) {
    for (const pattern of ASKED) for (const { groups } of source.matchAll(pattern)) asked.add(groups?.key);
    for (const [, , key] of source.matchAll(QUOTED)) quoted.add(key);
    for (const [, prefix] of source.matchAll(TEMPLATE)) prefixes.add(prefix);
  }
  for (const key of asked) if (!keys.has(key)) yield `"${key}" is asked for and is in no catalogue.`;
  for (const key of keys) {
    const used = asked.has(key) || quoted.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
    if (!used) yield `"${key}" is used nowhere.`;
  }
}

/**
 * @param {Catalogue} catalogue
 * @returns {Map<string, string>} messages by their dotted key
 */
function flatten(catalogue, prefix = '', into = new Map()) {
  for (const [name, value] of Object.entries(catalogue)) {
    const key = prefix + name;
    if (typeof value === 'string') into.set(key, value);
    else flatten(value, `${key}.`, into);
  }
  return into;
}

/**
 * The names in braces, vue-i18n's `{name}` and ICU's `{name, plural, …}` alike. ICU's branches hold
 * text in braces too: only a brace followed by one word and a comma or the closing brace is a name.
 * @param {string} message
 */
function placeholdersOf(message) {
  const names = [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name);
  return [...new Set(names)].sort().join(', ');
}
