import type { TextRule } from '../texts/text.rule.js';
import { type AddressRule, EMAIL_MAX, newAddress } from './validation/email-address.validation.js';
import { readLocale } from './validation/locale.validation.js';
import { readPhone } from './validation/phone.validation.js';
import { readTimeZone } from './validation/time-zone.validation.js';

interface UserText extends Omit<TextRule, 'read'> {
  /** The stored form of the text; undefined if the text is not valid. */
  read?: (text: string, addresses: AddressRule) => string | undefined;
  /** The description of the field in the schema. */
  description: string;
  /** The description of the field in inputs, if it differs. */
  inputDescription?: string;
  /** The description of the field in UpdateUserInput, if it differs from that in CreateUserInput. */
  changeDescription?: string;
}

/**
 * The stored texts of a user: the only list of them. From an entry derive the entity's column and the field of the
 * GraphQL type (user.entity.ts), the fields of both inputs (write/user.inputs.ts), the check with its refusals
 * (user.validation.ts), the column that reads select (user.columns.ts), the difference in the audit trail
 * (write/user.changes.ts), which is hidden from viewers without USERS_READ (audit/personal-changes.ts), and the shared
 * news (news/user-change.answers.ts). Only the migration is written by hand.
 */
export const USER_TEXTS = {
  email: {
    max: EMAIL_MAX,
    required: true,
    read: newAddress,
    invalid: 'userError.invalid.email',
    description: 'Unique among users who are not in the bin; case is ignored.',
    inputDescription:
      'Unique among users who are not in the bin; case is ignored. A domain may be in Unicode or in punycode, which are one address; it is kept in Unicode.',
    changeDescription: 'Unique among users who are not in the bin.',
  },
  displayName: { max: 200, required: true, description: 'The name that lists show. 1 to 200 characters.' },
  givenName: plain(100),
  familyName: plain(100),
  title: plain(100, 'The job title.'),
  department: plain(100),
  phone: {
    max: 50,
    isNumber: true,
    read: readPhone,
    invalid: 'userError.invalid.phone',
    description: 'As people write it. Up to 50 characters.',
    inputDescription:
      'As people write it, digits among it; an extension and letters are taken. It is kept with ASCII digits and plain hyphens. Up to 50 characters.',
  },
  locale: {
    max: 50,
    read: readLocale,
    invalid: 'userError.invalid.locale',
    description: 'The preferred language, a BCP 47 tag such as de-CH.',
    inputDescription: 'The preferred language, a BCP 47 tag such as de-CH, kept in its canonical form.',
  },
  timeZone: {
    max: 50,
    read: readTimeZone,
    invalid: 'userError.invalid.timeZone',
    description: 'An IANA name such as Europe/Zurich.',
  },
} satisfies Record<string, UserText>;

export type TextField = keyof typeof USER_TEXTS;

/** The texts that a user must have. */
export type RequiredText = {
  [F in TextField]: (typeof USER_TEXTS)[F] extends { required: true } ? F : never;
}[TextField];

/** Texts as stored; a field that was not given is not in it. */
export type UserTexts = { [F in TextField]?: F extends RequiredText ? string : string | null };

export const TEXT_FIELDS = Object.keys(USER_TEXTS) as TextField[];

export function ruleOf(field: TextField): UserText {
  return USER_TEXTS[field];
}

/** The column of a field, by MikroORM's naming strategy. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A text that may be empty and has no form. */
function plain(max: number, about = '') {
  return { max, description: `${about} Up to ${max} characters.`.trim() };
}
