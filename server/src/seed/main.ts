import '../startup/older-node.js';
import process from 'node:process';
import { Presets, SingleBar } from 'cli-progress';
import { openCommandDatabase } from '../startup/command-database.js';
import { migrate } from '../database/start/migrate.js';
import { readEnv } from '../env.js';
import { message } from '../messages/messages.js';
import { reasonOf, StartupError } from '../startup/startup-error.js';
import { type SeedProgress, seedUsers } from './seed.service.js';

/** `seed N`: fills the directory that `start` would serve, whether it is being served or not. */
const MAX_USERS = 10_000_000;

try {
  const count = readCount(process.argv[2]);
  const database = await openCommandDatabase(readEnv(process.env));
  try {
    await migrate(database.url, (what, text) => process.stderr.write(`${text} ${JSON.stringify(what)}\n`));
    const bar = progressBar();
    const started = performance.now();
    await seedUsers(database.url, count, bar.show);
    bar.stop();
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    process.stdout.write(`${message('en', 'seed.done', { count, seconds })}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${message('en', 'seed.failed', { reason: reasonOf(error) })}\n`);
  process.exitCode = 1;
}

function readCount(text: string | undefined): number {
  const count = Number((text ?? '').replaceAll(/[,_]/g, ''));
  if (Number.isInteger(count) && count >= 1 && count <= MAX_USERS) return count;
  throw new StartupError('seed.count', { max: MAX_USERS });
}

/** One progress bar for the whole run, in users. Later stages are converted to users by their share of the time. */
function progressBar() {
  const bar = new SingleBar({ format: '{bar} {percentage} % | {stage}', hideCursor: true }, Presets.rect);
  // Shares of the time that a million users took: 44 s on two cores.
  const shares = {
    users: [0, 0.22],
    roles: [0.22, 0.29],
    indexes: [0.29, 0.91],
    statistics: [0.91, 1],
  } as const;
  bar.start(100, 0, { stage: '' });
  return {
    show: ({ stage, done, of }: SeedProgress) => {
      const [from, until] = shares[stage];
      const percent = 100 * (from + (until - from) * (done / of));
      bar.update(percent, { stage: message('en', `seed.stage.${stage}`) });
    },
    stop: () => bar.stop(),
  };
}
