import { randomBytes } from 'node:crypto';
import { typedNumber } from '../../texts/typed-number.js';

/** Crockford's base32: it has no letters that look like digits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 120 bits. From 112 bits on, a fast hash is enough (OWASP ASVS 6.5.2): trying all codes is not feasible. */
const LENGTH = 24;

/** A new recovery code, in groups of four. */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so every letter is equally likely.
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** Parses a typed code; undefined if it cannot be a code. */
export function readCode(typed: string): { method: 'TOTP' | 'RECOVERY_CODE'; code: string } | undefined {
  const code = typedNumber(typed, LENGTH)?.replace(/[ -]/g, '').toUpperCase();
  if (code === undefined) return undefined;
  if (/^\d{6}$/.test(code)) return { method: 'TOTP', code };
  const letters = code.replaceAll('O', '0').replace(/[IL]/g, '1');
  const isWhole = letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter));
  return isWhole ? { method: 'RECOVERY_CODE', code: letters } : undefined;
}
