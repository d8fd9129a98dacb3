// Tests the documents: the targets of their links, the existence of their commands, the validity of their GraphQL and JSON.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { INCLUDED, siteLink, slugOf } from '../../docs/.vitepress/links.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...globSync('docs/**/*.md', { cwd: root, exclude: ['docs/node_modules/**', 'docs/dist/**'] }),
];
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');
const { scripts } = JSON.parse(read('package.json'));
const schema = buildSchema(read('schema.graphql'));

/** A text without its code blocks, which contain no links or headings. @param {string} text */
const withoutCode = (text) => text.replaceAll(/^```.*?^```$/gms, '');

/** The text that a page shows, which may be that of an included file. @param {string} file */
function textOf(file) {
  const text = read(file);
  const [, included] = /<!--@include: (\S+)-->/.exec(text) ?? [];
  return included ? read(normalize(join(dirname(file), included))) : text;
}

/** @param {string} text */
const linksIn = (text) =>
  [
    ...withoutCode(text)
      .replaceAll(/(?<!\[)`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g),
  ].map(([, markdown, html]) => /** @type {string} */ (markdown ?? html));

/** Every anchor of a document; that of a heading which is there twice has a number the second time. @param {string} file */
function anchorsOf(file) {
  /** @type {Set<string>} */
  const anchors = new Set();
  for (const [, heading = ''] of withoutCode(textOf(file)).matchAll(/^#{1,6} (.*)$/gm)) {
    const slug = slugOf(heading.replaceAll(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** @param {string} language */
const blocksOf = (language) =>
  documents.flatMap((file) =>
    [...read(file).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
      ([, code = '']) => /** @type {const} */ ([file, code]),
    ),
  );

describe('every link leads somewhere', () => {
  it.each(documents)('of %s', (file) => {
    const broken = linksIn(read(file)).filter((link) => {
      if (/^[a-z]+:/.test(link)) return !URL.canParse(link);
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : normalize(join(dirname(file), path)).replace(/\/$/, '');
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it.each(documents.filter((file) => /^docs\/(?!package\.md)/.test(file)))('on the site, of %s', (file) => {
    const page = file.slice('docs/'.length);
    const targets = linksIn(textOf(file)).map((link) => siteLink(page, link));
    const missing = targets.filter((target) => {
      if (target === undefined || !target.startsWith('/')) return false;
      const [path = ''] = target.slice(1).split('#');
      // The schema stands beside docs/.
      return !existsSync(join(root, 'docs', path)) && !existsSync(join(root, path));
    });
    expect(missing).toEqual([]);
  });

  it('the site has every page that it includes', () => {
    for (const [source, page] of Object.entries(INCLUDED)) {
      expect(read(`docs/${page}`)).toContain(`<!--@include: ../${source}-->`);
    }
  });
});

it.each(documents)('every command of this repository in %s exists', (file) => {
  const called = [...read(file).matchAll(/npx (?:--yes )?pnpm@12 (?:run )?([a-z][\w:-]*)/g)].map(
    ([, name]) => name,
  );
  const own = ['install', 'exec'];
  expect(called.filter((name) => name !== undefined && !(name in scripts) && !own.includes(name))).toEqual(
    [],
  );
});

it.each(documents)('every command of the npm package in %s exists', (file) => {
  const source = read('server/src/command.ts');
  const known = [...(/PROGRAMS[^{]*\{([^}]*)\}/.exec(source)?.[1] ?? '').matchAll(/^ +'?([\w-]+)'?:/gm)].map(
    ([, name]) => name,
  );
  expect(known).toContain('seed');
  const called = [...read(file).matchAll(/(?:npx rollcall|rollcall\.mjs) ([a-z][\w-]*)/g)].map(
    ([, name]) => name,
  );
  expect(called.filter((name) => ![...known, 'version', 'help'].includes(name))).toEqual([]);
});

describe('a block of code', () => {
  it.each(blocksOf('graphql'))('of GraphQL in %s is valid', (_file, code) => {
    expect(validate(schema, parse(code))).toEqual([]);
  });

  it.each(blocksOf('json'))('of JSON in %s can be parsed', (_file, code) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });

  it('has a language with highlighting', () => {
    const known = [
      'graphql',
      'html',
      'ini',
      'js',
      'json',
      'nginx',
      'py',
      'sh',
      'sql',
      'text',
      'ts',
      'yaml',
      'Caddyfile',
    ];
    const fences = documents.flatMap((file) =>
      [...read(file).matchAll(/^```(\S+)$/gm)].map(([, name]) => name),
    );
    expect([...new Set(fences)].filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
  });
});

it('every picture is shown by a document', () => {
  const shown = documents.flatMap((file) =>
    linksIn(read(file)).map((link) => normalize(join(dirname(file), link))),
  );
  const pictures = globSync('docs/images/*', { cwd: root }).filter((file) =>
    statSync(join(root, file)).isFile(),
  );
  expect(pictures.filter((file) => !shown.includes(file))).toEqual([]);
});
