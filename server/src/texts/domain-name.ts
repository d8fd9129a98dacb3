import { createRequire } from 'node:module';
import type tr46 from 'tr46';

type Tr46 = Pick<typeof tr46, 'toASCII' | 'toUnicode'>;

let library: Tr46 | undefined;

/**
 * Not `node:url`: its rules differ between versions of Node ("xn--example-.com" is "example.com" in 20 and stays unchanged in
 * 24), and two servers of one directory must agree. The tables take 1 MB of memory, so they are loaded with the first name that
 * needs them.
 */
function uts46(): Tr46 {
  return (library ??= createRequire(import.meta.url)('tr46') as Tr46);
}

/** ß stays ß, as registries now require ("non-transitional"). Lengths are checked with the whole address. */
const PROCESSING = { checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: true } as const;

const NEEDS_IDNA = /[^\0-\x7f]|xn--/i;

/** The domain in the form of DNS; undefined if it is not a domain. ASCII names stay unchanged. */
export function asciiDomain(domain: string): string | undefined {
  return NEEDS_IDNA.test(domain) ? (uts46().toASCII(domain, PROCESSING) ?? undefined) : domain;
}

/**
 * The canonical spelling in which an internationalised domain is stored, compared and shown: in Unicode, except labels that
 * could be mistaken for another (UTS 39), which stay in ASCII. Undefined if it is not a domain. ASCII names stay unchanged.
 */
export function readableDomain(domain: string): string | undefined {
  if (!NEEDS_IDNA.test(domain)) return domain;
  const ascii = asciiDomain(domain);
  if (ascii === undefined) return undefined;
  const shown = uts46().toUnicode(ascii, PROCESSING).domain.split('.');
  const isInAscii = !NEEDS_IDNA.test(shown.at(-1) ?? '');
  return ascii
    .split('.')
    .map((label, index) => {
      const readable = shown[index] ?? label;
      return isOfOneScript(readable) && !(isInAscii && LOOKS_LATIN.test(readable)) ? readable : label;
    })
    .join('.');
}

/** Scripts in daily use (UAX 31, table 5). Scripts that are used together count as one. */
const SCRIPTS = [
  ...[
    'Armn',
    'Arab',
    'Beng',
    'Cyrl',
    'Deva',
    'Ethi',
    'Geor',
    'Grek',
    'Gujr',
    'Guru',
    'Hebr',
    'Khmr',
    'Knda',
    'Laoo',
  ],
  ...['Mlym', 'Mymr', 'Orya', 'Sinh', 'Taml', 'Telu', 'Thaa', 'Thai', 'Tibt'],
  ...['Latn Hani Hira Kana', 'Latn Hani Bopo', 'Latn Hani Hang'],
];

/** "Highly restrictive" in UTS 39: mixing Latin with Cyrillic or Greek is used to forge names. */
const ONE_SCRIPT = SCRIPTS.map((scripts) => {
  const classes = ['Zyyy', 'Zinh', ...scripts.split(' ')].map((script) => `\\p{Script_Extensions=${script}}`);
  return new RegExp(`^[${classes.join('')}]+$`, 'u');
});

function isOfOneScript(label: string): boolean {
  return ONE_SCRIPT.some((script) => script.test(label));
}

/** Only Cyrillic or Greek letters, each of which looks like a Latin one: "аррӏе". */
const LOOKS_LATIN = /^(?=.*[^\0-\x7f])(?:[асԁеһіјӏорԛѕԝху\d-]+|[ονρυκχιτ\d-]+)$/u;
