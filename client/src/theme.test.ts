// @vitest-environment node -- reads a file, and under jsdom a module has no file: address.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');

type Rgb = [number, number, number];
type Tokens = Record<string, Rgb>;

function tokens(selector: string): Tokens {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--ui-([\w-]+): #([0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, rgb(hex)]),
  );
}

function rgb(hex: string): Rgb {
  return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16)) as Rgb; // Three in, three out.
}

/** What a colour with `part` of opacity looks like on a ground. */
function over(colour: Rgb, part: number, ground: Rgb): Rgb {
  return colour.map((value, i) => part * value + (1 - part) * (ground[i] ?? 0)) as Rgb; // As long as its input.
}

/** WCAG 2's relative luminance and contrast ratio. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb; // As long as its input.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const ACCENTS = ['primary', 'success', 'warning', 'error', 'info'];
const TEXTS = ['text-dimmed', 'text-muted', 'text-toned', 'text', 'text-highlighted'];
const GROUNDS = ['bg', 'bg-muted', 'bg-elevated'];

describe.each([
  ['light', tokens('.light')],
  ['dark', tokens('.dark')],
])('the %s colours', (_name, all) => {
  const colour = (name: string): Rgb => {
    const found = all[name];
    if (!found) throw new Error(`theme.css has no --ui-${name}`);
    return found;
  };

  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    'make %s readable on %s',
    (text, ground) => expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5),
  );

  test.each(ACCENTS)('make %s readable as text, also on a tint of itself', (accent) => {
    for (const ground of GROUNDS)
      expect(contrast(colour(accent), colour(ground))).toBeGreaterThanOrEqual(4.5);
    const tint = over(colour(accent), 0.1, colour('bg'));
    expect(contrast(colour(accent), tint)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(ACCENTS)('make text readable on a button filled with %s, also under the pointer', (accent) => {
    expect(contrast(colour('text-inverted'), colour(accent))).toBeGreaterThanOrEqual(4.5);
    const hovered = over(colour(accent), 0.9, colour('bg'));
    expect(contrast(colour('text-inverted'), hovered)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('make initials readable on the hue %i of an avatar', (hue) => {
    expect(contrast(colour(`hue-${hue}-text`), colour(`hue-${hue}`))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['border-accented', 'primary'])('make %s visible as the edge of a field', (edge) => {
    expect(contrast(colour(edge), colour('bg'))).toBeGreaterThanOrEqual(3);
  });
});
