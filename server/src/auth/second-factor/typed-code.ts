import { randomBytes } from 'node:crypto';
import { typedNumber } from '../../texts/typed-number.js';

/** Crockford's base32: no letter that looks like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 120 bits. From 112 on a fast hash will do (OWASP ASVS 6.5.2): nobody tries them all. */
const LENGTH = 24;

/** A new recovery code, in groups of four. */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so every letter is as likely.
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** What somebody typed where a code is asked for; undefined for what can be none. */
export function readCode(typed: string): { method: 'TOTP' | 'RECOVERY_CODE'; code: string } | undefined {
  const code = typedNumber(typed, LENGTH)?.replace(/[ -]/g, '').toUpperCase();
  if (code === undefined) return undefined;
  if (/^\d{6}$/.test(code)) return { method: 'TOTP', code };
  const letters = code.replaceAll('O', '0').replace(/[IL]/g, '1');
  const isWhole = letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter));
  return isWhole ? { method: 'RECOVERY_CODE', code: letters } : undefined;
}
