/**
 * Makes VitePress's pages fit the server's Content-Security-Policy, which allows no inline script and no style attribute.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformerStyleToClass } from '@shikijs/transformers';

const CODE_STYLES = 'code.css';

/** Colours of code as classes; their rules are written when every page is known. */
export const codeColors = transformerStyleToClass({ classPrefix: 'c-' });

/** @param {string} folder of the build */
export function writeCodeColors(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, CODE_STYLES), codeColors.getCSS());
}

/**
 * VitePress writes three scripts into a page: where the site is, dark or light, and whether it is a Mac. before-paint.js does
 * all three. Throws where a page has anything else that the policy refuses.
 * @param {string} html
 * @param {string} page such as decisions/0001-x.md
 */
export function fitPolicy(html, page) {
  const root = '../'.repeat(page.split('/').length - 1) || './';
  const inline = /<script(?: id="check-[\w-]+")?>[^<]*<\/script>\n?/g;
  const fitted = html
    .replaceAll(inline, '')
    // What a component has before it is mounted: Vue sets it by script, which the policy allows. theme.css has the first.
    .replaceAll(/ style="(?:position:relative;|--vp-[\w-]+:[^"]*|display:none;?)"/g, '')
    .replace(
      '<meta name="generator"',
      `<script src="${root}before-paint.js"></script>\n    <link rel="stylesheet" href="${root}${CODE_STYLES}">\n    <meta name="generator"`,
    );
  const refused = /<script(?![^>]* src=)[^>]*>|<style\b|<[^>]+ style="[^"]*"|<[^>]+ on[a-z]+="/.exec(fitted);
  if (refused) throw new Error(`${page}: the policy refuses ${refused[0]}`);
  return fitted;
}
