/**
 * `npx pnpm@12 audit-security [--tls host[:port]]`: checks dependencies, licences, the history, and a server that it starts,
 * and writes docs/audits/DATE.md. The exit code is 1 if it found a fault, and 2 if it found none but could not check a part,
 * as without a network.
 */
import './node-version.mjs';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { format } from 'prettier';
import { advisories } from './audit/advisories.mjs';
import { cookies, headers } from './audit/headers.mjs';
import { licences } from './audit/licences.mjs';
import { limits } from './audit/limits.mjs';
import { exitCodeOf, hasPassed, reportOf, resultOf } from './audit/report.mjs';
import { roles } from './audit/roles.mjs';
import { secrets } from './audit/secrets.mjs';
import { AuditedServer } from './audit/server.mjs';
import { tls } from './audit/tls.mjs';
import { buildStale } from './build.mjs';
import { root } from './steps.mjs';

const { values: asked } = parseArgs({
  options: { tls: { type: 'string' } },
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
});
await buildStale(['server', 'client', 'docs']);
const parts = [advisories(), licences(), secrets(), await tls(asked.tls)];
const server = new AuditedServer();
try {
  await server.start();
  const owner = await server.owner();
  parts.push(
    await headers(server),
    await cookies(server),
    await roles(server, owner),
    await limits(server, owner),
  );
} finally {
  await server.stop();
}

const date = new Date().toISOString().slice(0, 10);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const file = `docs/audits/${date}.md`;
mkdirSync(join(root, 'docs/audits'), { recursive: true });
const text = await format(reportOf({ date, version, commit, parts }), { parser: 'markdown' });
writeFileSync(join(root, file), text);

for (const part of parts) {
  const mark = hasPassed(part) ? styleText('green', '✓') : styleText('red', '✗');
  console.log(`${mark} ${part.name}: ${resultOf(part)}`);
  for (const line of [...part.findings, ...(part.notDone ? [part.notDone] : [])]) console.log(`  ${line}`);
}
console.log(file);
process.exit(exitCodeOf(parts));
