/**
 * The pages are written for a reader of the repository too, so their links lead to files of it. Here they become links of the site.
 */
import { posix } from 'node:path';

/** Pages that stand elsewhere in the repository, and the page of the site that includes each. */
export const INCLUDED = { 'CONTRIBUTING.md': 'contributing.md', 'SECURITY.md': 'reporting.md' };

/** Files of the repository that the site serves as they are. */
export const SERVED = ['schema.graphql'];

/**
 * The anchor of a heading, as GitHub and most other forges make it: one link fits the site and the repository.
 * @param {string} heading
 */
export function slugOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * Where a link of a page leads on the site; undefined for a file of the repository that the site does not have.
 * @param {string} page from docs/
 * @param {string} href as it is written
 * @returns {string | undefined}
 */
export function siteLink(page, href) {
  if (/^([a-z]+:|#)/i.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const source = Object.entries(INCLUDED).find(([, site]) => site === page)?.[0] ?? `docs/${page}`;
  const file = posix.normalize(posix.join(posix.dirname(source), path)).replace(/\/$/, '');
  const target = siteFile(file);
  return target && `/${target}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** @param {string} file from the root of the repository */
function siteFile(file) {
  if (file === 'README.md') return 'index.md';
  if (file === 'docs/decisions') return 'decisions/index.md';
  if (SERVED.includes(file)) return file;
  const included = Object.entries(INCLUDED).find(([source]) => source === file)?.[1];
  return included ?? (/^docs\/(?!package\.md).*\.md$/.test(file) ? file.slice('docs/'.length) : undefined);
}

/**
 * What is used of markdown-it, which VitePress has in itself.
 * @typedef {object} Token
 * @property {string} type
 * @property {[string, string][] | null} attrs
 * @property {Token[] | null} children
 * @property {(name: string) => string | null} attrGet
 * @property {(name: string, value: string) => void} attrSet
 * @property {(name: string, value: string) => void} attrJoin
 *
 * @typedef {object} Markdown
 * @property {{ ruler: { push: (name: string, rule: (state: { tokens: Token[], env: { relativePath?: string } }) => void) => void } }} core
 */

/**
 * For markdown-it. Also gives a table's columns their side by a class: the Content-Security-Policy refuses style attributes.
 * @param {Markdown} markdown
 * @param {string | undefined} repository the address of the repository's files, if they can be reached
 */
export function siteMarkdown(markdown, repository) {
  markdown.core.ruler.push('site', ({ tokens, env }) => {
    for (const token of tokens) {
      const side = /^text-align:(\w+)$/.exec(token.attrGet('style') ?? '')?.[1];
      if (side) {
        token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
        token.attrJoin('class', `side-${side}`);
      }
      if (token.children) moveLinks(token.children, env.relativePath ?? '', repository);
    }
  });
}

/**
 * @param {Token[]} tokens of one line of text
 * @param {string} page
 * @param {string | undefined} repository
 */
function moveLinks(tokens, page, repository) {
  let isDropped = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = decodeURI(token.attrGet('href') ?? '');
      const target = siteLink(page, href) ?? (repository && repositoryLink(page, href, repository));
      isDropped = target === undefined;
      if (target) token.attrSet('href', target);
      if (SERVED.some((file) => target === `/${file}`)) token.attrSet('target', '_self');
    }
    if (isDropped && /^link_(open|close)$/.test(token.type)) {
      isDropped = token.type === 'link_open';
      Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '', attrs: null });
    }
  }
}

/**
 * @param {string} page
 * @param {string} href
 * @param {string} repository
 */
function repositoryLink(page, href, repository) {
  return `${repository}/${posix.normalize(posix.join('docs', posix.dirname(page), href)).replace(/^(\.\.\/)+/, '')}`;
}
