/**
 * `npx pnpm@12 dev`: both sides, as you edit. The server is compiled and started again with each change; Vite
 * serves the console, changes it in the open page, and hands /graphql to the server.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { stopWithLauncher } from './launcher.mjs';
import { endOf, RestartingProgram, runTold } from './restarting.mjs';
import { root } from './steps.mjs';

const server = join(root, 'server');
const client = join(root, 'client');
const { env } = process;

// The build of a `start` before: what is compiled here must not pass for it later.
rmSync(join(server, 'dist'), { recursive: true, force: true });

/** Where Vite serves. */
let address = '';
let compiled = false;
let stopping = false;

const rollcall = new RestartingProgram(
  () =>
    spawn(process.execPath, ['--enable-source-maps', 'server/dist/main.js'], {
      cwd: root,
      // Its line "Rollcall is at …" then names the console that changes with its sources.
      env: { ...env, NODE_ENV: 'development', PUBLIC_URL: env['PUBLIC_URL'] || address },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  (code) => {
    // Why, it has said itself.
    if (!stopping)
      console.log(`The server has ended (${code ?? 'by a signal'}); the next change starts it again.`);
  },
);

function restartServer() {
  if (compiled && address !== '' && !stopping) void rollcall.restart();
}

const compiler = runTold(
  // Types are for `check` and the editor to check; without, a change is there in half the time.
  [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--noCheck',
    '--watch',
    '--preserveWatchOutput',
  ],
  server,
  env,
  (line) => {
    if (/error TS/.test(line)) console.error(line);
    if (!/Watching for file changes/.test(line)) return;
    compiled = true;
    restartServer();
  },
);

const vite = runTold(
  [
    'node_modules/vite/bin/vite.js',
    '--clearScreen',
    'false',
    ...(env['HOST'] ? ['--host', env['HOST']] : []),
  ],
  client,
  {
    ...env,
    ROLLCALL_SERVER: env['ROLLCALL_SERVER'] || `http://localhost:${env['PORT'] || 4000}`,
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
  },
  (line) => {
    const [, found] = /Local:\s+(https?:\/\/[^\s/]+)/.exec(stripVTControlCharacters(line)) ?? [];
    // The server's line names the address when there is something to be seen at it.
    if (address !== '') console.log(line);
    if (!found || address !== '') return;
    address = found;
    restartServer();
  },
);

for (const [name, child] of /** @type {const} */ ([
  ['The compiler', compiler],
  ['Vite', vite],
])) {
  child.once('exit', (code) => {
    if (stopping) return;
    console.error(`${name} has ended (${code ?? 'by a signal'}).`);
    void stop(1);
  });
}

/** @param {number} code */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  await Promise.all([rollcall.stop(), endOf(compiler), endOf(vite)]);
  process.exit(code);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void stop(0));
stopWithLauncher();
