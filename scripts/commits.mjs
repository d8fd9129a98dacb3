/**
 * `npx pnpm@12 commits [RANGE]`: checks the messages of commits (CONTRIBUTING.md, "Commits"), by default those that main does
 * not have. CI runs it over the commits of a pull request.
 */
import './node-version.mjs';
import { execFileSync } from 'node:child_process';
import { messageFaults } from './commits/message.mjs';
import { root } from './steps.mjs';

const [range = 'main..HEAD'] = process.argv.slice(2).filter((argument) => argument !== '--');
// Two separators that no message contains. Merges are skipped, as they change nothing by themselves.
const log = execFileSync('git', ['log', '--no-merges', '--format=%h%x00%B%x01', range, '--'], {
  cwd: root,
  encoding: 'utf8',
});
const commits = log
  .split('\u0001')
  .map((entry) => entry.trim())
  .filter(Boolean);
let failed = false;
for (const commit of commits) {
  const [hash, message = ''] = commit.split('\0');
  for (const fault of messageFaults(message.trim())) {
    failed = true;
    console.error(`${hash} ${message.split('\n')[0]}\n  ${fault}`);
  }
}
console.log(`${commits.length} commits of ${range}`);
process.exit(failed ? 1 : 0);
