import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const zip = promisify(gzip);
const TEXT = /\.(html|js|css|svg|graphql)$/;
/** Bytes; below, the answer fits into one packet anyway. */
const WORTH_IT = 1_400;

/**
 * Lays a .gz beside each text, which nginx and the server both send. Brotli would make it 15 % smaller for ten times the time.
 * @param {string} folder
 */
export async function precompress(folder) {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => compress(join(folder, name))));
}

/** @param {string} path */
async function compress(path) {
  const content = await readFile(path);
  if (content.length >= WORTH_IT) await writeFile(`${path}.gz`, await zip(content, { level: 9 }));
}
