import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const MIGRATIONS = 'server/src/database/migrations/index.ts';

export interface Release {
  commit: string;
  /** The folder of its built server. */
  dist: string;
  remove: () => Promise<void>;
}

/**
 * Builds the server of the last release: the last tag, or without one the commit before the last two changes of the list of
 * migrations. It uses the installed packages.
 */
export async function buildPreviousRelease(): Promise<Release> {
  const commit = previousCommit();
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-release-'));
  const server = join(folder, 'server');
  const sources = ['server/src', 'server/tsconfig.json', 'server/tsconfig.build.json', 'server/bundle.mjs'];
  const files = [...sources, 'server/package.json', 'tsconfig.base.json', 'package.json'];
  const archive = git(['archive', commit, ...files]);
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await symlink(join(ROOT, 'server', 'node_modules'), join(server, 'node_modules'));
  await mkdir(join(server, 'dist'), { recursive: true });
  const compiler = ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck'];
  for (const args of [compiler, ['bundle.mjs']]) execFileSync(process.execPath, args, { cwd: server });
  return {
    commit,
    dist: join(server, 'dist'),
    remove: () => rm(folder, { recursive: true }),
  };
}

function previousCommit(): string {
  const tag = git(['tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-creatordate'])
    .toString()
    .split('\n')[0];
  if (tag) return tag;
  const changes = git(['log', '-2', '--format=%H', '--', MIGRATIONS]).toString().trim().split('\n');
  return `${changes.at(-1) ?? 'HEAD'}^`;
}

function git(args: string[]): Buffer {
  return execFileSync('git', args, { cwd: ROOT, maxBuffer: 200_000_000 });
}
