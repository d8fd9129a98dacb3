// `npx pnpm@12 lighthouse [options]`: Lighthouse over the built console. Ends with 1 if a median is under its aim (aims.ts),
// performance excepted: that depends on what else the machine does.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildStale } from '../../scripts/build.mjs';
import { startDirectory } from '../bench/directory.ts';
import { signIn } from '../product/sign-in.ts';
import { OWNER } from '../product/server.ts';
import { PRESETS } from './aims.ts';
import { type Audit, audit } from './audit.ts';
import { openMeasuredBrowser } from './measured-browser.ts';
import { PAGES, type PageToMeasure } from './pages.ts';
import { type Measured, missesOf, report } from './report.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    /** Loads of each page with each preset. */
    runs: { type: 'string', default: '3' },
    /** By name, with commas; all, if left out. */
    pages: { type: 'string' },
    presets: { type: 'string' },
    /** A folder for Lighthouse's own reports. */
    out: { type: 'string' },
  },
});
const runs = Number(values.runs);
const pages = PAGES.filter(({ name }) => values.pages?.split(',').includes(name) ?? true);
const presets = PRESETS.filter((name) => values.presets?.split(',').includes(name) ?? true);

await buildStale();
const { url, stop } = await startDirectory(Number(values.users));
const measured: Measured[] = [];
let version = '?';
try {
  const userId = await newestUser();
  for (const page of pages) await measure(page, userId);
} finally {
  await stop();
}
process.stdout.write(`\n${report(measured, version)}\n`);
const misses = missesOf(measured);
for (const { text } of misses) console.error(text);
if (misses.some(({ isCertain }) => isCertain)) process.exitCode = 1;

async function measure(page: PageToMeasure, userId: string): Promise<void> {
  const browser = await openMeasuredBrowser(url, page.isSignedIn);
  version = browser.version;
  try {
    for (const preset of presets) {
      const audits: Audit[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const each = await audit(`${url}${page.path(userId)}`, preset, browser.port);
        audits.push(each);
        console.error(`${page.name}, ${preset}, ${run} of ${runs}: ${JSON.stringify(each.scores)}`);
        if (values.out) await keep(`${page.name}-${preset}-${run}.json`, each.json);
      }
      measured.push({ page: page.name, preset, audits });
    }
  } finally {
    await browser.close();
  }
}

async function keep(name: string, json: string): Promise<void> {
  await mkdir(values.out ?? '', { recursive: true });
  await writeFile(join(values.out ?? '', name), json);
}

async function newestUser(): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await signIn(url, OWNER)}` },
    body: JSON.stringify({ query: '{ users(first: 1) { nodes { id } } }' }),
  });
  const { data } = (await response.json()) as { data: { users: { nodes: { id: string }[] } } };
  const [user] = data.users.nodes;
  if (!user) throw new Error('The directory is empty.');
  return user.id;
}
