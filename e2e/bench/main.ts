// `npx pnpm@12 --filter ./e2e bench --out FILE`: the speed of the built console over a million users, in Chromium.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildStale } from '../../scripts/build.mjs';
import { openConsole } from './console-page.ts';
import { startDirectory } from './directory.ts';
import { measureMemory } from './far-down.ts';
import { report } from './report.ts';
import { measureScrolling } from './scrolling.ts';
import { countRequests, measureSearch } from './searching.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    /** Of scrolling, each time. */
    seconds: { type: 'string', default: '20' },
    /** Of each search term. */
    rounds: { type: 'string', default: '7' },
    /** A database that is seeded already. */
    database: { type: 'string' },
    /** Where the report goes, as Markdown; it is printed in any case. */
    out: { type: 'string' },
  },
});
const users = Number(values.users);
const seconds = Number(values.seconds);
/** As far as there are rows, with something left to scroll. */
const FAR = [1_000, 10_000, 50_000].filter((rows) => rows < users);

await buildStale();
const { url, stop } = await startDirectory(users, values.database);
try {
  const console = await openConsole(url);
  const browser = console.browser.version();
  await console.close();
  const search = await measureSearch(url, Number(values.rounds));
  const pauses = await countRequests(url);
  const scrolling = [
    await measureScrolling(url, { speed: 1_500, seconds, from: 0 }),
    await measureScrolling(url, { speed: 3_000, seconds, from: 0 }),
    await measureScrolling(url, { speed: 3_000, seconds, from: FAR.at(1) ?? 0 }),
  ];
  const memory = await measureMemory(url, FAR);
  const text = report({ users, browser, scrolling, search, pauses, memory });
  process.stdout.write(text);
  if (values.out) await writeFile(values.out, text);
} finally {
  await stop();
}
