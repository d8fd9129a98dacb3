import '../../startup/older-node.js';
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { openCommandDatabase } from '../../startup/command-database.js';
import { readEnv } from '../../env.js';
import { message } from '../../messages/messages.js';
import { reasonOf, StartupError } from '../../startup/startup-error.js';
import { restoreBackup } from './restore.service.js';

/** `restore [FILE]`: restores a backup, from stdin without a FILE, into the empty database that `start` would serve. */
try {
  const [file] = process.argv.slice(2);
  if (file === undefined && process.stdin.isTTY) throw new StartupError('restore.terminal');
  const input = file === undefined ? process.stdin : createReadStream(file);
  const database = await openCommandDatabase(readEnv(process.env));
  try {
    const started = performance.now();
    const report = await restoreBackup(database.url, input, {
      warn: (what, text) => process.stderr.write(`${text} ${JSON.stringify(what)}\n`),
    });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    process.stdout.write(`${message('en', 'restore.done', { ...report, seconds })}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${message('en', 'restore.failed', { reason: reasonOf(error) })}\n`);
  process.exitCode = 1;
}
