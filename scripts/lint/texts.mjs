/**
 * Rules that refuse a text for people outside the message catalogues. `no-raw-text` of vue-i18n's plugin finds text nodes, `{{
 * 'text' }}` and plain attributes. The selectors here add bound attributes, template strings, and texts passed from a script.
 */

/** Attributes and props whose value people read or hear, ours and Nuxt UI's. */
const READ_BY_PEOPLE = [
  'title',
  'label',
  'description',
  'placeholder',
  'alt',
  'help',
  'hint',
  'summary',
  'text',
  'content',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
];

/** Script objects carry the same words: a column's header, a toast's title. */
const KEYS_IN_SCRIPTS = ['title', 'label', 'description', 'placeholder', 'header', 'ariaLabel', 'tooltip'];

const LETTER = '/\\p{L}/u';
/** A message's key (`users.title`) is not a text. */
const TEXT = '/^(?![a-z]\\w*(\\.\\w+)+$).*\\p{L}/su';

/** For `@intlify/vue-i18n/no-raw-text`. */
export const rawText = {
  attributes: { '/.+/': READ_BY_PEOPLE },
  // Punctuation, arrows and numbers read the same in every language.
  ignorePattern: '^[^\\p{L}]+$',
};

const bound = `VAttribute[directive=true][key.name.name='bind'][key.argument.name=/^(${READ_BY_PEOPLE.join('|')})$/] > VExpressionContainer`;
const shown = 'VElement > VExpressionContainer';
const message = 'Take this text from the message catalogue: t(…).';

/** For `vue/no-restricted-syntax`, which looks into templates. */
export const templateTexts = [
  `${bound} > Literal[value=${LETTER}]`,
  `${bound} > ConditionalExpression > Literal[value=${LETTER}]`,
  `${bound} > LogicalExpression > Literal[value=${LETTER}]`,
  // An argument is a message's key: t(`users.status.${status}`).
  `${bound} :not(CallExpression) > TemplateLiteral > TemplateElement[value.raw=${LETTER}]`,
  `${bound} > TemplateLiteral > TemplateElement[value.raw=${LETTER}]`,
  `${shown} > LogicalExpression > Literal[value=${LETTER}]`,
  `${shown} > TemplateLiteral > TemplateElement[value.raw=${LETTER}]`,
].map((selector) => ({ selector, message }));

const property = `Property[key.name=/^(${KEYS_IN_SCRIPTS.join('|')})$/]`;

/** For `no-restricted-syntax`, in the client's scripts. */
export const scriptTexts = [
  `${property} > Literal[value=${TEXT}]`,
  `${property} > TemplateLiteral > TemplateElement[value.raw=${LETTER}]`,
].map((selector) => ({ selector, message }));

/** For `no-restricted-syntax`, in the server: texts in answers must come from its catalogue. */
export const serverTexts = [
  {
    selector: `ObjectExpression:has(Property[key.name='code']) > Property[key.name='message'] > Literal[value=${TEXT}]`,
    message: 'Take the message of an error from server/src/messages.',
  },
];
