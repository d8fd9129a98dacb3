/**
 * `npx pnpm@12 dev`: both sides, as you edit. The server is compiled and started again with each change; Vite
 * serves the console, changes it in the open page, and hands /graphql to the server.
 */
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { concurrently } from 'concurrently';
import { stopWithLauncher } from './launcher.mjs';
import { bin, root } from './steps.mjs';

const { env, execPath } = process;
/** The address of Vite, or of another console. */
const CONSOLE = { host: env['HOST'] || 'localhost', port: '5173' };

// `check` and the editor check the types; without that, a change takes half the time.
const compile = [bin('typescript-7', 'tsc'), '-p', 'server/tsconfig.build.json', '--noCheck'];

// Removes the build of an earlier `start`: files compiled here must not count as that build later. The server needs a first
// build to start.
rmSync(join(root, 'server/dist'), { recursive: true, force: true });
const { status } = spawnSync(execPath, compile, { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

/** @param {string[]} args */
const node = (...args) => [execPath, ...args].map((each) => `"${each}"`).join(' ');

stopWithLauncher();
const { result } = concurrently(
  [
    { name: 'compiler', command: node(...compile, '--watch', '--preserveWatchOutput') },
    {
      name: 'server',
      // It waits until a server and its database have ended before it starts the next one.
      command: node('--watch', '--watch-preserve-output', '--enable-source-maps', 'server/dist/main.js'),
      // Its line "Rollcall is at …" then names the console that changes with its sources.
      env: {
        NODE_ENV: 'development',
        PUBLIC_URL: env['PUBLIC_URL'] || `http://${CONSOLE.host}:${CONSOLE.port}`,
      },
    },
    {
      name: 'console',
      cwd: join(root, 'client'),
      command: node(
        ...['node_modules/vite/bin/vite.js', '--clearScreen', 'false'],
        ...['--host', CONSOLE.host, '--port', CONSOLE.port, '--strictPort'],
      ),
      env: { ROLLCALL_SERVER: env['ROLLCALL_SERVER'] || `http://localhost:${env['PORT'] || 4000}` },
    },
  ],
  { cwd: root, killOthersOn: ['failure', 'success'], prefixColors: ['gray', 'green', 'blue'] },
);
await result.catch(() => process.exit(1));
