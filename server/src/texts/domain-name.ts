import { createRequire } from 'node:module';
import type tr46 from 'tr46';

type Tr46 = Pick<typeof tr46, 'toASCII' | 'toUnicode'>;

let library: Tr46 | undefined;

/**
 * Not `node:url`: what that takes differs between versions of Node ("xn--example-.com" is "example.com" to 20 and stays as it
 * is in 24), and two servers of one directory must agree. Its tables take 1 MB of memory, so they are loaded when the
 * first name needs them.
 */
function uts46(): Tr46 {
  return (library ??= createRequire(import.meta.url)('tr46') as Tr46);
}

/** ß stays ß, as registries have it by now ("non-transitional"). Lengths are looked at where a whole address is. */
const PROCESSING = { checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: true } as const;

const NEEDS_IDNA = /[^\0-\x7f]|xn--/i;

/** The domain as DNS has it; undefined where it is none. Names in ASCII stay as they are. */
export function asciiDomain(domain: string): string | undefined {
  return NEEDS_IDNA.test(domain) ? (uts46().toASCII(domain, PROCESSING) ?? undefined) : domain;
}

/**
 * The one spelling in which an internationalised domain is stored, compared and shown: in Unicode, but for labels that
 * could be taken for another (UTS 39), which stay in ASCII. Undefined where it is no domain. Names in ASCII stay as they are.
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

/** Scripts in daily use (UAX 31, table 5), those that are written together as one. */
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

/** "Highly restrictive" in UTS 39: Latin beside Cyrillic or Greek is how names are forged. */
const ONE_SCRIPT = SCRIPTS.map((scripts) => {
  const classes = ['Zyyy', 'Zinh', ...scripts.split(' ')].map((script) => `\\p{Script_Extensions=${script}}`);
  return new RegExp(`^[${classes.join('')}]+$`, 'u');
});

function isOfOneScript(label: string): boolean {
  return ONE_SCRIPT.some((script) => script.test(label));
}

/** Cyrillic or Greek letters alone, each of which is drawn like a Latin one: "аррӏе". */
const LOOKS_LATIN = /^(?=.*[^\0-\x7f])(?:[асԁеһіјӏорԛѕԝху\d-]+|[ονρυκχιτ\d-]+)$/u;
