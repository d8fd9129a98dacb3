import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { SERVED, siteMarkdown, slugOf } from './links.mjs';
import { codeColors, fitPolicy, writeCodeColors } from './policy.mjs';
import { precompress } from './precompress.mjs';

const docs = fileURLToPath(new URL('..', import.meta.url));
const repository = repositoryFiles();

// VitePress takes a link to any other kind of file for one to a page.
process.env['VITE_EXTRA_EXTENSIONS'] = 'graphql';

export default defineConfig({
  title: 'Rollcall',
  description: 'A self-hosted directory of users: a GraphQL server and a console.',
  lang: 'en',
  // Relative: one build serves every path at which the server is (PUBLIC_URL).
  base: './',
  outDir: 'dist',
  cacheDir: '../node_modules/.cache/vitepress',
  cleanUrls: true,
  // What a command of the page starts.
  ignoreDeadLinks: 'localhostLinks',
  // The page of the npm package.
  srcExclude: ['package.md', 'reference/examples/**'],
  // By a <style> element otherwise, which the policy refuses.
  appearance: { disableTransition: false },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    codeTransformers: [codeColors],
    anchor: { slugify: slugOf },
    config: (markdown) => siteMarkdown(markdown, repository),
  },
  transformHtml: (html, _file, { page }) => fitPolicy(html, page),
  buildEnd: async ({ outDir }) => {
    writeCodeColors(outDir);
    for (const file of SERVED) {
      mkdirSync(outDir, { recursive: true });
      copyFileSync(join(docs, '..', file), join(outDir, file));
    }
    await precompress(outDir);
  },
  vite: {
    build: {
      // The licences of what is in it, which the npm package and the image pass on.
      license: true,
      // A data: URL would be refused by the policy, but for pictures.
      assetsInlineLimit: 0,
      // Kilobytes: the index of the search holds every page.
      chunkSizeWarningLimit: 3_000,
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    notFound: {
      title: 'There is no such page',
      quote: 'It may have another address by now. The search finds it.',
      linkText: 'To the first page',
      linkLabel: 'To the first page',
    },
    outline: [2, 3],
    nav: [
      { text: 'Get started', link: '/getting-started' },
      { text: 'API', link: '/reference/' },
      { text: 'Operate', link: '/operating' },
    ],
    // A page of another part would have a link to each decision in it: 25 KB.
    sidebar: { '/': sideBar([]), '/decisions/': sideBar(decisions()) },
  },
});

/** @param {{ text: string, link: string }[]} decided */
function sideBar(decided) {
  return [
    {
      text: 'Start',
      items: pages({
        index: 'What it is',
        'getting-started': 'Get started',
        console: 'The console',
      }),
    },
    {
      text: 'API',
      items: [
        ...pages({ api: 'For scripts', recipes: 'Recipes' }),
        {
          text: 'Reference',
          link: '/reference/',
          collapsed: true,
          items: pages({
            'reference/queries': 'Queries',
            'reference/mutations': 'Mutations',
            'reference/subscriptions': 'Subscriptions',
            'reference/objects': 'Objects',
            'reference/inputs': 'Inputs',
            'reference/enums': 'Enums and scalars',
          }),
        },
      ],
    },
    {
      text: 'Operate',
      items: pages({
        operating: 'Operating',
        scaling: 'Scaling',
        security: 'Security',
        accessibility: 'Accessibility',
        reporting: 'Report a hole',
        benchmarks: 'Benchmarks',
      }),
    },
    {
      text: 'Develop',
      items: [
        ...pages({ architecture: 'Architecture', contributing: 'Contributing', changelog: 'Changelog' }),
        { text: 'Decisions', link: '/decisions/', ...(decided.length > 0 && { items: decided }) },
      ],
    },
  ];
}

/**
 * Links to those of the pages that are there.
 * @param {Record<string, string>} titles by page
 */
function pages(titles) {
  return Object.entries(titles)
    .filter(([page]) => existsSync(join(docs, `${page}.md`)))
    .map(([page, text]) => ({ text, link: `/${page === 'index' ? '' : page}` }));
}

function decisions() {
  return readdirSync(join(docs, 'decisions'))
    .filter((file) => /^\d+-.*\.md$/.test(file))
    .sort()
    .map((file) => ({
      text: /^# (.*)$/m.exec(readFileSync(join(docs, 'decisions', file), 'utf8'))?.[1] ?? file,
      link: `/decisions/${file.replace(/\.md$/, '')}`,
    }));
}

/** In CI, which knows where the repository is; elsewhere links to its other files are text. */
function repositoryFiles() {
  const { GITHUB_SERVER_URL: host, GITHUB_REPOSITORY: name } = process.env;
  return host && name ? `${host}/${name}/blob/main` : undefined;
}
