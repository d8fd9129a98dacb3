import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ESTree, Plugin } from 'vite';

/** The module of Tailwind Variants that has Tailwind Merge in it. */
const MODULE = /[\\/]tailwind-variants[\\/]dist[\\/]index\.js$/;
const SOURCES = fileURLToPath(new URL('src', import.meta.url));
const NUXT_UI = fileURLToPath(new URL('node_modules/@nuxt/ui/dist', import.meta.url));
/** Our sources, and the components and themes of Nuxt UI. */
const NAMES_CLASSES = /(?:\.vue|(?<!\.d|\.test|\.vue)\.ts|[\\/]shared[\\/][^\\/]+\.mjs)$/;
const WORD = /[^\s'"`<>={};,]+/g;

interface TailwindMerge {
  getDefaultConfig: () => { classGroups: Record<string, unknown> };
  createConfigUtils: (config: object) => { getClassGroupId: (name: string) => string | undefined };
}

/**
 * Leaves out of Tailwind Merge the groups of which nobody names a class, neither our sources nor any component of Nuxt UI. It knows all of
 * Tailwind, masks and filters too, and is the largest single module of the ways in (8 KB compressed).
 */
export function pruneTailwindMerge(): Plugin {
  return {
    name: 'rollcall:tailwind-merge',
    apply: 'build',
    transform: {
      filter: { id: MODULE },
      async handler(code, id) {
        const used = usedGroups(await instrumented(id), await words());
        const groups = groupsIn(this.parse(code));
        if (groups.length === 0) this.error(`${id} has no classGroups: correct tailwind-merge.plugin.ts.`);
        const unused = groups.filter(({ name }) => !used.has(name));
        // From the last on, so that the places of those before hold.
        const pruned = unused.reduceRight((text, { start, end }) => {
          const [comma = ''] = /^\s*,/.exec(text.slice(end)) ?? [];
          return text.slice(0, start) + text.slice(end + comma.length);
        }, code);
        return { code: pruned, map: null };
      },
    },
  };
}

/** The module's own functions, of a copy that exports them. */
async function instrumented(path: string): Promise<TailwindMerge> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-tailwind-merge-'));
  try {
    const chunks = (await readdir(dirname(path))).filter((name) => /^chunk-.*\.js$/.test(name));
    await Promise.all(chunks.map((name) => copyFile(join(dirname(path), name), join(folder, name))));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const code = await readFile(path, 'utf8');
    await writeFile(join(folder, 'index.js'), `${code}\nexport { getDefaultConfig, createConfigUtils };`);
    return (await import(pathToFileURL(join(folder, 'index.js')).href)) as TailwindMerge;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything that may be a class, and much that is none. */
async function words(): Promise<Set<string>> {
  const folders = await Promise.all(
    [SOURCES, NUXT_UI].map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
    ),
  );
  const files = folders.flat().filter((path) => NAMES_CLASSES.test(path));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Set(texts.flatMap((text) => text.match(WORD) ?? []));
}

function usedGroups(module: TailwindMerge, all: ReadonlySet<string>): Set<string | undefined> {
  const { getClassGroupId } = module.createConfigUtils(module.getDefaultConfig());
  // Without variants such as `hover:`, marks of importance, and what stands behind a slash.
  const plain = [...all].map((word) =>
    word
      .replace(/^.*:(?![^([]*[\])])/, '')
      .replace(/^!|!$/g, '')
      .replace(/^-/, ''),
  );
  return new Set(plain.flatMap((word) => [word, word.split('/', 1)[0] ?? '']).map(getClassGroupId));
}

interface Group {
  name: string;
  start: number;
  end: number;
}

function groupsIn(program: ESTree.Program): Group[] {
  const found: Group[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, key, value } = node as { type?: string; key?: Key; value?: { properties?: Property[] } };
    if (type === 'Property' && nameOf(key) === 'classGroups') {
      for (const each of value?.properties ?? [])
        found.push({ name: nameOf(each.key), start: each.start, end: each.end });
      return;
    }
    Object.values(node).forEach(walk);
  };
  walk(program);
  return found;
}

type Key = { name?: string; value?: unknown };
type Property = { key: Key; start: number; end: number };

function nameOf(key: Key | undefined): string {
  return key?.name ?? String(key?.value);
}
