import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|svg)$/;
/** Bytes; below, the answer fits into one packet anyway. */
const WORTH_IT = 1_400;
/** Of 11: 4 % less to send than at 9, for two more seconds of the build. */
const BROTLI_QUALITY = 11;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Lays a .br and a .gz beside each asset, so that a server sends them small without work of its own. */
export function precompress(): Plugin {
  return {
    name: 'rollcall:precompress',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      // before-paint.js is at the root.
      const folders = [dir, join(dir, 'assets')];
      const paths = await Promise.all(
        folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
      );
      await Promise.all(
        paths
          .flat()
          .filter((path) => TEXT.test(path))
          .map(compress),
      );
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < WORTH_IT) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await Promise.all([
    writeFile(`${path}.br`, await brotli(content, { params })),
    writeFile(`${path}.gz`, await zip(content, { level: 9 })),
  ]);
}
