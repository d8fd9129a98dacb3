import '../startup/older-node.js';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import { openCommandDatabase } from '../startup/command-database.js';
import { readEnv } from '../env.js';
import { message } from '../messages/messages.js';
import { reasonOf, StartupError } from '../startup/startup-error.js';
import { type BackupReport, writeBackup } from './backup.service.js';

/** `backup [FILE]`: a backup of the directory that `start` would serve, whether it is served or not; to stdout without a FILE. */
try {
  const [file] = process.argv.slice(2);
  if (file === undefined && process.stdout.isTTY) throw new StartupError('backup.terminal');
  const database = await openCommandDatabase(readEnv(process.env));
  try {
    const started = performance.now();
    const report = await (file === undefined
      ? writeBackup(database.url, process.stdout)
      : writeFile(database.url, file));
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    // stdout may be the backup.
    process.stderr.write(`${message('en', 'backup.done', { ...report, seconds })}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${message('en', 'backup.failed', { reason: reasonOf(error) })}\n`);
  process.exitCode = 1;
}

/** Under another name until it is complete, so that a file of this name is always whole. It holds secrets: only its owner may read it. */
async function writeFile(databaseUrl: string, file: string): Promise<BackupReport> {
  const partial = `${file}.partial`;
  const output = createWriteStream(partial, { mode: 0o600, flush: true });
  try {
    const report = await writeBackup(databaseUrl, output);
    output.end();
    await finished(output);
    await rename(partial, file);
    return report;
  } catch (error) {
    output.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}
