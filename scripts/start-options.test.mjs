// The options for memory are written wherever a server is started. The benchmark reads those of `start`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const read = (/** @type {string} */ path) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

const { start } = JSON.parse(read('package.json')).scripts;

it('the npm package starts with the options of `start` that old kernels have room for', () => {
  const [first = ''] = read('server/bin/rollcall.mjs').split('\n');
  expect(first).toBe(`#!/usr/bin/env -S ${start.replace(' --v8-pool-size=1 scripts/start.mjs', '')}`);
  // Linux before 5.1 ignores the rest of a longer line.
  expect(first.length).toBeLessThanOrEqual(127);
});

it('the image starts with the options of `start`', () => {
  const dockerfile = read('server/Dockerfile');
  const words = start.split(' ');
  const node = words.indexOf('node');
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(command)).toEqual([...words.slice(node, -1), 'dist/rollcall.js']);
  const [, variables = ''] = /^FROM scratch$.*^ENV (.*)$/ms.exec(dockerfile) ?? [];
  expect(node).toBeGreaterThan(0);
  expect(variables.split(' ')).toEqual(expect.arrayContaining(words.slice(0, node)));
});
