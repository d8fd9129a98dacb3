type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/**
 * The plural forms of each language, in the order in which messages have them (`one | other`). Fixed here and not asked of the
 * browser, as browsers differ by the edition of Unicode's data (CLDR 48) that they have. scripts/messages counts them.
 */
export const PLURAL_FORMS: Readonly<Record<string, readonly Form[]>> = {
  en: ['one', 'other'],
  de: ['one', 'other'],
  es: ['one', 'many', 'other'],
  fr: ['one', 'many', 'other'],
  it: ['one', 'many', 'other'],
  pl: ['one', 'few', 'many', 'other'],
  'pt-BR': ['one', 'many', 'other'],
  tr: ['one', 'other'],
  ru: ['one', 'few', 'many', 'other'],
  he: ['one', 'two', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  hi: ['one', 'other'],
  ja: ['other'],
  ko: ['other'],
  'zh-CN': ['other'],
};

/**
 * Which of a message's forms a count takes, by its place. A message with fewer forms than its language has takes its last one.
 * @param language a key of PLURAL_FORMS
 */
export function pluralRule(language: string): (count: number, forms: number) => number {
  const rules = new Intl.PluralRules(language);
  const order = PLURAL_FORMS[language] ?? ['other'];
  const last = order.length - 1;
  return (count, forms) => {
    const place = order.indexOf(rules.select(count));
    return Math.min(place < 0 ? last : place, forms - 1);
  };
}
