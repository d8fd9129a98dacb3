import { readableDomain } from './domain-name.js';

/** Atoms between dots (RFC 5322, and beyond ASCII RFC 6532): the form of a part before the @ without quotes. */
const DOT_ATOM = /^[^\s"(),:;<>@[\\\]\p{Cc}]+$/u;

/**
 * An e-mail address in the canonical spelling in which it is stored and compared. An internationalised domain is in Unicode,
 * whether it was typed in Unicode or in punycode. Unnecessary quotes around the part before the @ are removed. A full-width @
 * of Japanese keyboards becomes a plain one. The database's comparison handles case. A text that is not an address stays
 * unchanged.
 * @param address in NFC
 */
export function oneSpelling(address: string): string {
  const text = address.includes('@') ? address : address.replace(/[\uff20\ufe6b]/u, '@');
  const at = text.lastIndexOf('@');
  if (at < 0) return text;
  const domain = text.slice(at + 1);
  return `${withoutQuotes(text.slice(0, at))}@${readableDomain(domain) ?? domain}`;
}

/** "ada"@ and ada@ are one mailbox (RFC 5321, 4.1.2), and so are "a\da"@ and "ada"@. */
function withoutQuotes(local: string): string {
  if (local.length < 3 || !local.startsWith('"') || !local.endsWith('"')) return local;
  const content = local.slice(1, -1).replace(/\\(.)/gsu, '$1');
  const isBare = DOT_ATOM.test(content) && !/^\.|\.\.|\.$/.test(content);
  return isBare ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

/** A possible domain in a search term: behind an @, or with a label in punycode. */
const DOMAIN = /(?<=[@\uff20\ufe6b])[^\s@\uff20\ufe6b]+|(?<![^\s@])(?:[^\s@.]+\.)*xn--[^\s@]+/giu;

/** A search term with its domains in the stored spelling. Part of a punycode label cannot be decoded. */
export function withStoredDomains(term: string): string {
  return term.replace(DOMAIN, (domain) => readableDomain(domain) ?? domain);
}
