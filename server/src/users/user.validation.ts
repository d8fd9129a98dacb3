import type { MessageKey } from '../messages/messages.js';
import { trimmed, withoutInvisible } from '../texts/invisible.js';
import { normalForm } from '../texts/normal-form.js';
import { typedNumber } from '../texts/typed-number.js';
import { type AddressRule, EMAIL_MAX, newAddress, PUBLIC_ADDRESSES } from './email-address.validation.js';
import { PASSWORD, passwordFault, type PasswordFault, type PasswordOwner } from './password.rule.js';
import type { Refusal } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';

export interface TextRule {
  /** In characters, after trimming and NFC. */
  max: number;
  required?: true;
  /** A number, whose digits and dashes may be of any script. */
  isNumber?: true;
  /** The text as it is to be stored, or undefined where it is not of the form. */
  read?: (text: string, addresses: AddressRule) => string | undefined;
  invalid?: MessageKey;
}

/** In characters. */
export const DEPARTMENT_MAX = 100;

/** What the audit trail keeps of a user besides status and roles, and hides from who may not read users. */
export const TEXT_FIELDS = [
  'email',
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'phone',
  'locale',
  'timeZone',
] as const satisfies (keyof typeof RULES)[];

const RULES = {
  email: { max: EMAIL_MAX, required: true, read: newAddress, invalid: 'userError.invalid.email' },
  displayName: { max: 200, required: true },
  givenName: { max: 100 },
  familyName: { max: 100 },
  title: { max: 100 },
  department: { max: DEPARTMENT_MAX },
  phone: { max: 50, isNumber: true, read: readPhone, invalid: 'userError.invalid.phone' },
  locale: { max: 50, read: readLocale, invalid: 'userError.invalid.locale' },
  timeZone: { max: 50, read: readTimeZone, invalid: 'userError.invalid.timeZone' },
} satisfies Record<string, TextRule>;

type TextField = keyof typeof RULES;

/** The texts given, as they are to be stored; a field that was left out is not in it. */
export type UserTexts = { [F in TextField]?: F extends 'email' | 'displayName' ? string : string | null };

// Line separators, and direction overrides, which can make a name show as another; the invisible joiners that scripts
// need are let through.
const UNSTORABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Trims, brings to NFC and checks every text of an input; each fault is a refusal with its path. */
export function readTexts(
  input: { readonly [F in TextField]?: string | null | undefined },
  addresses = PUBLIC_ADDRESSES,
): {
  texts: UserTexts;
  refusals: Refusal[];
} {
  const texts: Record<string, string | null> = {};
  const refusals: Refusal[] = [];
  for (const [field, rule] of Object.entries(RULES) as [TextField, TextRule][]) {
    const given = input[field];
    if (given === undefined) continue;
    const read = readText(given ?? '', rule, addresses);
    if (typeof read === 'object' && read !== null) refusals.push({ ...read, path: ['input', field] });
    else texts[field] = read;
  }
  return { texts, refusals };
}

/** A text as it is to be stored: trimmed (see `trimmed`) and in NFC, null where it is empty; or why it is refused. */
export function readText(
  given: string,
  { max, required, isNumber, read, invalid }: TextRule,
  addresses = PUBLIC_ADDRESSES,
): string | null | Omit<Refusal, 'path'> {
  const normal = isNumber ? typedNumber(given, max) : normalForm(given, max);
  if (normal === undefined) return tooLong(max);
  const text = trimmed(normal);
  if (!text.isWellFormed() || UNSTORABLE.test(text)) {
    return { code: UserErrorCode.INVALID, key: 'userError.invalid.text' };
  }
  // Nothing but invisible characters is nothing.
  if (withoutInvisible(text).trim() === '') {
    return required ? { code: UserErrorCode.REQUIRED, key: 'userError.required' } : null;
  }
  if ([...text].length > max) return tooLong(max);
  const value = read ? read(text, addresses) : text;
  return value ?? { code: UserErrorCode.INVALID, key: invalid ?? 'userError.invalid.text' };
}

function tooLong(max: number): Omit<Refusal, 'path'> {
  return { code: UserErrorCode.TOO_LONG, key: 'userError.tooLong', params: { max } };
}

const WEAK: Readonly<Record<PasswordFault, MessageKey>> = {
  length: 'userError.weakPassword',
  common: 'userError.weakPassword.common',
  own: 'userError.weakPassword.own',
};

/** A password's refusals; undefined and null mean that none was given. */
export function checkPassword(password: string | null | undefined, owner: PasswordOwner = {}): Refusal[] {
  if (password == null) return [];
  const fault = passwordFault(password, owner);
  if (!fault) return [];
  return [
    { code: UserErrorCode.WEAK_PASSWORD, path: ['input', 'password'], key: WEAK[fault], params: PASSWORD },
  ];
}

/** Extensions and numbers in words among them: "+1-555-0100;ext=12", "1-800-FLOWERS", "055 12 poste 3". */
const PHONE = /^[+\p{L}\p{M}\d ().\-/#*;,:=]+$/u;

function readPhone(text: string): string | undefined {
  return PHONE.test(text) && /\d/.test(text) ? text : undefined;
}

/** As identity providers and POSIX write it: en_US, zh_Hans_CN, de_DE.UTF-8. */
const POSIX_LOCALE = /^([a-z]{2,3}(?:_[a-z\d]{2,8})+)(?:\.utf-?8)?$/i;

/** No language of five letters or more is registered: "english" is a name, and "posix" a setting. */
const LANGUAGE = /^[a-z]{2,3}(-|$)/i;

/** See docs/api.md for which tags of BCP 47 are taken. */
function readLocale(text: string): string | undefined {
  const [, posix] = POSIX_LOCALE.exec(text) ?? [];
  try {
    const [tag = ''] = Intl.getCanonicalLocales(posix?.replaceAll('_', '-') ?? text);
    return LANGUAGE.test(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** Zones that ICU knows and that are not among its canonical ones: IANA's links, in their own spelling. */
const LINKS =
  'UTC GMT Etc/UTC Etc/GMT Etc/UCT Etc/Universal Etc/Zulu Etc/Greenwich Etc/GMT0 Etc/GMT+0 Etc/GMT-0 GMT0 GMT+0 GMT-0 UCT ' +
  'Universal Zulu Greenwich US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii ' +
  'US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa Canada/Atlantic Canada/Central Canada/Eastern ' +
  'Canada/Mountain Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Brazil/Acre Brazil/DeNoronha ' +
  'Brazil/East Brazil/West Chile/Continental Chile/EasterIsland Mexico/BajaNorte Mexico/BajaSur Mexico/General Cuba ' +
  'Egypt Eire GB GB-Eire Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland ' +
  'Portugal ROC ROK Singapore Turkey W-SU';

const timeZones = new Map(
  [...Intl.supportedValuesOf('timeZone'), ...LINKS.split(' ')].map((name) => [name.toLowerCase(), name]),
);

/** Of the areas of IANA's database, each a folder of it. */
const AREA = /^(africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian|pacific|etc)\//i;

function readTimeZone(text: string): string | undefined {
  const known = timeZones.get(text.toLowerCase());
  // Abbreviations (IST is Israel's, India's and Ireland's), SystemV's names and offsets are no IANA names.
  if (known || !AREA.test(text)) return known;
  try {
    // Older names of a place, such as Asia/Calcutta, are not among supportedValuesOf.
    new Intl.DateTimeFormat('en', { timeZone: text });
    return spelled(text);
  } catch {
    return undefined;
  }
}

/** As IANA spells places: America/Port-au-Prince, Africa/Dar_es_Salaam, America/Argentina/ComodRivadavia. */
function spelled(text: string): string {
  if (/^etc\/gmt/i.test(text)) return `Etc/${text.slice('Etc/'.length).toUpperCase()}`;
  const small = new Set(['au', 'es', 'of']);
  return text
    .toLowerCase()
    .split(/([/_-])/)
    .map((word, index) =>
      small.has(word) && index > 0 ? word : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join('');
}
