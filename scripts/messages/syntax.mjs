/** Reads one message, in the syntax of the workspace that it belongs to. */
import { TYPE, parse } from '@formatjs/icu-messageformat-parser';
import { createParser } from '@intlify/message-compiler';

/**
 * @typedef {object} Reading
 * @property {string[]} placeholders the names that the code must fill in
 * @property {number} [forms] how many forms the message has one after the other, where that is how its syntax counts
 * @property {string[]} faults each the second half of a sentence that begins with the message's key
 */

/** @typedef {(message: string, language: string) => Reading} Reader */

/**
 * The server's: ICU, whose plurals need every form that the language has (six in Arabic).
 * @type {Reader}
 */
export function readIcu(message, language) {
  /** @type {Reading} */
  const reading = { placeholders: [], faults: [] };
  try {
    readElements(parse(message), language, reading);
  } catch (error) {
    reading.faults.push(`is no ICU message (${error instanceof Error ? error.message : error})`);
  }
  return reading;
}

/**
 * @param {import('@formatjs/icu-messageformat-parser').MessageFormatElement[]} elements
 * @param {string} language
 * @param {Reading} reading
 */
function readElements(elements, language, reading) {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type !== TYPE.tag) reading.placeholders.push(element.value);
    if (element.type === TYPE.tag) readElements(element.children, language, reading);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) readElements(option.value, language, reading);
    }
    if (element.type === TYPE.plural) {
      const { pluralCategories } = new Intl.PluralRules(language, {
        type: element.pluralType,
      }).resolvedOptions();
      const missing = pluralCategories.filter((category) => !(category in element.options));
      if (missing.length > 0) reading.faults.push(`lacks the plural forms ${missing.join(', ')}`);
    }
  }
}

/**
 * The client's: vue-i18n's own.
 * @type {Reader}
 */
export function readVue(message) {
  /** @type {Reading} */
  const reading = { placeholders: [], faults: [] };
  const parser = createParser({
    onError: (error) => reading.faults.push(`is no message of vue-i18n (${error.message})`),
  });
  const { body } = parser.parse(message);
  const forms = 'cases' in body ? body.cases : [body];
  reading.forms = forms.length;
  for (const { items } of forms) {
    for (const item of items) if (item.type === NAMED && 'key' in item) reading.placeholders.push(item.key);
  }
  return reading;
}

/** `NodeTypes.Named` of vue-i18n's message compiler, which has it as a type and not as a value. */
const NAMED = 4;
