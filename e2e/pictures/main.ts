// `npx pnpm@12 pictures [NAME…]`: the pictures and the film of the documentation, from the built console with invented people.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildStale } from '../../scripts/build.mjs';
import { startDirectory } from '../bench/directory.ts';
import { takeFilm } from './film.ts';
import { PICTURES } from './pictures.ts';
import { prepare } from './prepare.ts';
import { openScreen, startBrowser } from './screen.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const PEOPLE = 400;
/** Of 100: letters have no shadows yet. */
const QUALITY = 82;

const asked = process.argv.slice(2);
const isAsked = (name: string) => asked.length === 0 || asked.includes(name);

await buildStale();
const { url, stop } = await startDirectory(PEOPLE);
const browser = await startBrowser();
try {
  await prepare(url);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, show] of Object.entries(PICTURES).filter(([each]) => isAsked(each))) {
      const screen = await openScreen(browser, url, { colorScheme, width: 1280, height: 800 });
      await show(screen.page, url);
      await keep(`${name}-${colorScheme}.webp`, await screen.take(QUALITY));
      await screen.close();
    }
  }
  if (isAsked('film')) await keep('film.webp', await takeFilm(browser, url));
} finally {
  await browser.close();
  await stop();
}

async function keep(name: string, picture: Buffer): Promise<void> {
  await writeFile(`${FOLDER}${name}`, picture);
  console.log(`docs/images/${name}: ${Math.ceil(picture.length / 1_000)} KB`);
}
