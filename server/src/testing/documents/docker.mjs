#!/usr/bin/env node
// `docker compose` for the commands of docs/operating.md, without an engine: a container's process runs on this machine.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The images' working directories. */
const FOLDERS = { server: fileURLToPath(new URL('../../../', import.meta.url)), database: '/' };

const [compose, verb, ...given] = process.argv.slice(2);
const [service, ...command] = given.slice(given.findIndex((argument) => !argument.startsWith('-')));
const folder = Object.entries(FOLDERS).find(([name]) => name === service)?.[1];
const [program, ...args] = command;
if (compose !== 'compose' || !folder) refuse();
else if (verb === 'stop' || verb === 'start') await move(verb);
else if ((verb === 'exec' || verb === 'run') && program) run(program, args);
else refuse();

/** The test has the server, and ends or starts it. @param {'stop' | 'start'} verb */
async function move(verb) {
  const { ok } = await fetch(`${process.env['SERVER_CONTROL']}/${verb}`, { method: 'POST' });
  process.exitCode = ok ? 0 : 1;
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  process.exitCode = spawnSync(program, args, { cwd: folder, stdio: 'inherit' }).status ?? 1;
}

function refuse() {
  console.error(`Not supported here: docker ${process.argv.slice(2).join(' ')}`);
  process.exitCode = 1;
}
