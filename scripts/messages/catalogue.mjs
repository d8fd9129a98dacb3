/**
 * The faults of a workspace's message catalogues.
 *
 * A message is used if its key is in quotes (`t('users.title')`, `key: 'users.title'`), or where a template begins as it does
 * (`t(`users.status.${status}`)` uses all of `users.status.*`).
 */

/** @typedef {{ [key: string]: string | Catalogue }} Catalogue */
/** @typedef {import('./syntax.mjs').Reader} Reader */

/** The names of the translating functions in both workspaces, and the attribute of <i18n-t>. */
const ASKED = [
  /(?<![\w.])\$?(?:t|te|translate)\(\s*(?<quote>['"`])(?<key>[\w.-]+)\k<quote>/g,
  /\bkeypath="(?<key>[\w.-]+)"/g,
];
const QUOTED = /(['"])([\w.-]+)\1/g;
const TEMPLATE = /`([\w.-]+\.)\$\{/g;

/**
 * @param {Record<string, Catalogue>} languages by language tag
 * @param {string[]} sources the text of the files that use them
 * @param {Reader} read the syntax of the messages
 * @returns {string[]} one sentence a fault
 */
export function catalogueFaults(languages, sources, read) {
  const flat = Object.entries(languages).map(
    ([language, catalogue]) => /** @type {const} */ ([language, flatten(catalogue)]),
  );
  const keys = new Set(flat.flatMap(([, messages]) => [...messages.keys()]));
  return [...languageFaults(flat, keys, read), ...usageFaults(keys, sources)];
}

/**
 * @param {(readonly [string, Map<string, string>])[]} flat
 * @param {Set<string>} keys
 * @param {Reader} read
 */
function* languageFaults(flat, keys, read) {
  for (const key of keys) {
    /** @type {Map<string, string>} */
    const placeholders = new Map();
    /** @type {Map<string, number>} */
    const forms = new Map();
    for (const [language, messages] of flat) {
      const message = messages.get(key);
      if (message === undefined) yield `${language}.json has no "${key}".`;
      else if (message.trim() === '') yield `"${key}" is empty in ${language}.json.`;
      else {
        const reading = read(message, language);
        for (const fault of reading.faults) yield `"${key}" ${fault} in ${language}.json.`;
        if (reading.forms !== undefined) forms.set(language, reading.forms);
        placeholders.set(language, [...new Set(reading.placeholders)].sort().join(', '));
      }
    }
    yield* formFaults(key, forms);
    if (new Set(placeholders.values()).size > 1) {
      const each = [...placeholders].map(([language, names]) => `${language}: ${names || 'none'}`);
      yield `"${key}" has not the same placeholders everywhere (${each.join('; ')}).`;
    }
  }
}

/**
 * If one language has plural forms, each language must have as many as CLDR defines: three in French, one in Japanese.
 * @param {string} key
 * @param {Map<string, number>} forms by language
 */
function* formFaults(key, forms) {
  if (![...forms.values()].some((count) => count > 1)) return;
  for (const [language, count] of forms) {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    if (count !== pluralCategories.length)
      yield `"${key}" has ${count} plural forms in ${language}.json instead of ${pluralCategories.length}.`;
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
