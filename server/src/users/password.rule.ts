import { createRequire } from 'node:module';
import type common from '@zxcvbn-ts/language-common';
import { withoutInvisible } from '../texts/invisible.js';
import { normalForm } from '../texts/normal-form.js';

/** In characters. */
export const PASSWORD = { min: 8, max: 256 };

/** Whose password it is to be, as far as it is known. */
export interface PasswordOwner {
  email?: string | null | undefined;
  displayName?: string | null | undefined;
  givenName?: string | null | undefined;
  familyName?: string | null | undefined;
}

/** Why a password is too easy to guess. */
export type PasswordFault = 'length' | 'common' | 'own';

let known: ReadonlySet<string> | undefined;

/**
 * Some 49,000 that were found most often among those that leaked, lower case; see decision 9. They and what comes with
 * them take several MB of memory, so they are loaded when the first password is set.
 */
function commonPasswords(): ReadonlySet<string> {
  if (known) return known;
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as typeof common;
  return (known = new Set(dictionary['passwords-common']));
}

/** What is wrong with a password; undefined for a good one. */
export function passwordFault(password: string, owner: PasswordOwner = {}): PasswordFault | undefined {
  // In code units first, of which a character has one or two.
  if (password.length > 2 * PASSWORD.max) return 'length';
  const { length } = [...password];
  if (length < PASSWORD.min || length > PASSWORD.max) return 'length';
  const folded = fold(password);
  if (folded === undefined) return 'length';
  if (commonPasswords().has(folded)) return 'common';
  return namesOf(owner).has(folded) ? 'own' : undefined;
}

/** Undefined where it is longer than any password. */
function fold(text: string): string | undefined {
  const normal = normalForm(text, PASSWORD.max);
  return normal && withoutInvisible(normal).toLowerCase();
}

/** What somebody is called, as it might be typed. */
function namesOf({ email, displayName, givenName, familyName }: PasswordOwner): Set<string> {
  const given = [email, email?.split('@', 1)[0], displayName, givenName, familyName].filter(
    (text) => text != null,
  );
  if (givenName && familyName) given.push(`${givenName} ${familyName}`, `${familyName} ${givenName}`);
  const names = given.map(fold).filter((name) => name !== undefined);
  return new Set(names.flatMap((name) => [name, name.replace(/\s+/g, '')]));
}
