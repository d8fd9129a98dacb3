import { createRequire } from 'node:module';
import type common from '@zxcvbn-ts/language-common';
import { withoutInvisible } from '../../texts/invisible.js';
import { normalForm } from '../../texts/normal-form.js';

/** In characters. */
export const PASSWORD = { min: 8, max: 256 };

/** The names of the password's user, as far as they are known. */
export interface PasswordOwner {
  email?: string | null | undefined;
  displayName?: string | null | undefined;
  givenName?: string | null | undefined;
  familyName?: string | null | undefined;
}

/** Why a password is too easy to guess. */
export type PasswordFault = 'length' | 'common' | 'own';

let loaded: ReadonlySet<string> | undefined;

/**
 * Some 49,000 of the most frequent leaked passwords in lower case, see decision 9. The package takes several MB of
 * memory, so it is loaded when the first password is set.
 */
function commonPasswords(): ReadonlySet<string> {
  if (loaded) return loaded;
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as typeof common;
  return (loaded = new Set(dictionary['passwords-common']));
}

/** The fault of a password; undefined for a good one. */
export function passwordFault(password: string, owner: PasswordOwner = {}): PasswordFault | undefined {
  // Code units are counted first, as a character has one or two.
  if (password.length > 2 * PASSWORD.max) return 'length';
  const { length } = [...password];
  if (length < PASSWORD.min || length > PASSWORD.max) return 'length';
  const folded = fold(password);
  if (folded === undefined) return 'length';
  if (commonPasswords().has(folded)) return 'common';
  return namesOf(owner).has(folded) ? 'own' : undefined;
}

/** Undefined for a text longer than any password. */
function fold(text: string): string | undefined {
  const normal = normalForm(text, PASSWORD.max);
  return normal && withoutInvisible(normal).toLowerCase();
}

/** The user's names as they might be typed. */
function namesOf({ email, displayName, givenName, familyName }: PasswordOwner): Set<string> {
  const given = [email, email?.split('@', 1)[0], displayName, givenName, familyName].filter(
    (text) => text != null,
  );
  if (givenName && familyName) given.push(`${givenName} ${familyName}`, `${familyName} ${givenName}`);
  const names = given.map(fold).filter((name) => name !== undefined);
  return new Set(names.flatMap((name) => [name, name.replace(/\s+/g, '')]));
}
