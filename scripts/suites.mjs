/**
 * The test files of a run. The environment names the suite, because Vitest passes nothing else to its projects.
 * - `quick`: `pnpm test`. All tests except slow ones.
 * - `large`: `pnpm test:large`, files named *.large.test.*, and the files of `quick` where some tests are nightly
 *   (nightly.mjs): those of the server and of the browser.
 * - `abuse`: `pnpm abuse`, what a hostile client sends, measured; it needs the machine for itself.
 * - `drill`: `pnpm drill`, a server and the primary killed under load; it needs HAProxy and the machine for itself.
 * - `looks`: `pnpm test:looks`, files named looks.test.ts: each screen, in every look. The quick suite has one of these files,
 *   with fewer looks.
 */
const LARGE = '**/*.large.test.{ts,mjs}';
const ABUSE = '**/abuse.test.ts';
const DRILL = '**/drill.test.ts';
const LOOKS = '**/looks.test.ts';
/** Looks of pages that seldom change: 40 s of ten minutes. Those of the list are in `quick` too. */
const SELDOM_TOUCHED =
  '**/{account,auth,bulk,feedback,frame,invitations,playground,second-factor,usage}/looks.test.ts';

/** @typedef {'quick' | 'large' | 'looks' | 'abuse' | 'drill'} Suite */

/** @type {Record<Suite, { include: string[], exclude: string[] }>} */
const FILES = {
  quick: { include: ['**/*.test.{ts,mjs}'], exclude: [LARGE, ABUSE, DRILL, SELDOM_TOUCHED] },
  large: { include: [LARGE], exclude: [] },
  looks: { include: [LOOKS], exclude: [] },
  abuse: { include: [ABUSE], exclude: [] },
  drill: { include: [DRILL], exclude: [] },
};

const WITH_NIGHTLY_TESTS = { include: FILES.quick.include, exclude: [LOOKS, ABUSE, DRILL] };

/** @type {Suite} */
export const suite = isSuite(process.env['TEST_SUITE']) ? process.env['TEST_SUITE'] : 'quick';

/**
 * `include` and `exclude` of a Vitest project.
 * @param {string} folder below the project's own
 * @param {{ hasNightlyTests?: boolean }} options `hasNightlyTests`: `large` takes the files of `quick` too
 */
export function filesOf(folder = '.', { hasNightlyTests = false } = {}) {
  const { include, exclude } = suite === 'large' && hasNightlyTests ? WITH_NIGHTLY_TESTS : FILES[suite];
  return {
    include: include.map((pattern) => `${folder}/${pattern}`),
    exclude: ['**/node_modules/**', '**/dist/**', ...exclude],
  };
}

/**
 * @param {string | undefined} name
 * @returns {name is Suite}
 */
function isSuite(name) {
  return name !== undefined && Object.hasOwn(FILES, name);
}
