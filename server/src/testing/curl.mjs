#!/usr/bin/env node
// Stands in for curl on a machine that has none: `curl --silent URL --json DATA`, as the documents use it.
const [silent, url, json, body, ...rest] = process.argv.slice(2);
if (silent !== '--silent' || json !== '--json' || rest.length > 0)
  throw new Error('The stand-in knows one form.');
const headers = { 'content-type': 'application/json', accept: 'application/json' };
process.stdout.write(await (await fetch(url, { method: 'POST', headers, body })).text());
