import './startup/older-node.js';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { message } from './messages/messages.js';

/** `rollcall [command]`: what the npm package and the server's image offer. The bundle has a file for each. */
const PROGRAMS: Readonly<Record<string, string>> = {
  start: './rollcall.js',
  seed: './seed.js',
  'verify-audit': './verify-audit.js',
  backup: './backup.js',
  restore: './restore.js',
};

/** The shell's exit code for wrong usage. */
const MISUSED = 2;

const [name = 'start', ...given] = process.argv.slice(2);
const program = PROGRAMS[name];
if (name === 'start' && given.length > 0) refuse(message('en', 'command.noArguments', { name }));
else if (program) await run(program);
else if (/^(--)?version$|^-v$/i.test(name)) tell(version());
else if (/^(--)?help$|^-h$/.test(name)) tell(message('en', 'command.help', { version: version() }));
else refuse(message('en', 'command.unknown', { name }));

/** Runs it in this process. It finds its arguments in the place of a script's arguments. */
async function run(file: string): Promise<void> {
  process.argv.splice(2, 1);
  await import(new URL(file, import.meta.url).href);
}

/** From the package's manifest, above `server/dist`. */
function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function refuse(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = MISUSED;
}
