import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

const CONSOLE = fileURLToPath(new URL('src/console.ts', import.meta.url));

const OVERLAYS = fileURLToPath(new URL('src/ui/overlay/overlays.ts', import.meta.url));
const HOME = fileURLToPath(new URL('src/home/HomePage.vue', import.meta.url));
const USER = fileURLToPath(new URL('src/users/detail/UserPage.vue', import.meta.url));

const PARTS = /@nuxt\/ui\/.*\/components\/(?:Tabs|CheckboxGroup)\.vue/;

const COMPONENT = /@nuxt\/ui\/.*\/components\/\w+\.vue/;

const known = new Map<string, Set<string>>();

/**
 * The files of the build. Each costs a request and a dictionary of its own: in the thirty small ones that pages share with
 * each other by themselves, the first page was 8 % larger.
 */
export const codeGroups: Rolldown.CodeSplittingGroup[] = [
  // What every page needs, and the ways in need no more than.
  { name: 'entry', tags: ['$initial'], priority: 4 },
  // What every page of the console needs, and its first page.
  { name: (id, graph) => (isImportedBy(CONSOLE, id, graph) ? 'console' : null), priority: 3 },
  // What overlays and a user's page share: that page loads no overlays for it.
  { name: (id) => (PARTS.test(id) ? 'parts' : null), priority: 2.5 },
  // What opens above a page, on any of them.
  { name: (id, graph) => (isImportedBy(OVERLAYS, id, graph) ? 'overlays' : null), priority: 2 },
  // Two pages that people begin with, without what others share.
  { name: (id, graph) => (isImportedBy(HOME, id, graph) ? 'home' : null), priority: 1.6 },
  { name: (id, graph) => (isImportedBy(USER, id, graph) ? 'user' : null), priority: 1.5 },
  // What two or more of the other pages need.
  { name: 'shared', minShareCount: 2, priority: 1 },
];

/** Whether it is our code or a component that a module imports, directly or not. What they use of libraries follows. */
function isImportedBy(root: string, id: string, graph: Graph): boolean {
  const modules = known.get(root) ?? importedBy(root, graph);
  known.set(root, modules);
  return modules.has(id);
}

function importedBy(root: string, graph: Graph): Set<string> {
  const found = new Set([root]);
  for (const id of found)
    for (const next of graph.getModuleInfo(id)?.importedIds ?? [])
      // A library's index names all that is in it, used or not.
      if (!next.includes('node_modules') || COMPONENT.test(next)) found.add(next);
  return found;
}
