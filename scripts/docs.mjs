/**
 * `npx pnpm@12 build:docs` (`pnpm docs` is a command of pnpm): builds the documentation into docs/dist, where the server finds it when it starts. `npx pnpm@12 build:docs --watch`
 * serves the pages while they are written.
 */
import './oldest-node.mjs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../docs');

install('docs');
if (process.argv.includes('--watch')) {
  const vitepress = spawn(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'dev'], {
    cwd: folder,
    stdio: 'inherit',
  });
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(name, () => vitepress.kill(name));
} else {
  await buildStale(['docs']);
  console.log('docs/dist');
}
