import { execFileSync } from 'node:child_process';
import { root } from '../steps.mjs';

/** The forms of secrets, by issuer. Each is long enough that no word matches by chance. */
const FORMS = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'a key of Amazon': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50,})/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of GitLab': /\bglpat-[\w-]{20}/,
  'a token of Slack': /\bxox[abprs]-[A-Za-z0-9-]{20,}/,
  'a key of Google': /\bAIza[\w-]{35}/,
  'a key of Stripe': /\b[rs]k_live_[A-Za-z0-9]{20,}/,
  'a signed token': /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/,
  'a password in an address': /\b[a-z]+:\/\/[\w.-]+:[^\s/@:'"`$<>{}]{6,}@[\w.-]+/,
};

/** Matches of these forms in examples, which grant no access. */
const EXAMPLES = /\/\/(?:user:password|me:secret)@/g;

/** Files that hold secrets by their name, whatever is in them. */
const FILES = /(?:^|\/)(?:\.env(?:\..+)?|id_(?:rsa|ed25519)|[^/]+\.(?:pem|key|p12|pfx|jks|kdbx))$/;

/**
 * Secrets in any reachable commit, removed lines included.
 * @returns {import('./report.mjs').Part}
 */
export function secrets() {
  const git = (/** @type {string[]} */ ...parts) =>
    execFileSync('git', parts, { cwd: root, encoding: 'utf8', maxBuffer: 1024 ** 3 });
  const commits = Number(git('rev-list', 'HEAD', '--count'));
  const isShallow = git('rev-parse', '--is-shallow-repository').trim() === 'true';
  const log = git('log', 'HEAD', '--patch', '--unified=0', '--no-color', '--format=commit %h');
  const names = git('log', 'HEAD', '--diff-filter=A', '--name-only', '--format=').split('\n');
  return {
    name: 'Secrets in the history',
    ...(isShallow && { notDone: 'this clone has only a part of the history.' }),
    findings: [...secretsIn(log), ...secretFiles(names)],
    looked: [
      `Every line that any of ${commits} commits added, against ${Object.keys(FORMS).length} forms: ${Object.keys(FORMS).join(', ')}. The names of all files that were ever there, against those of keys and settings.`,
    ],
  };
}

/**
 * Reports the commit and the file, and never repeats the secret.
 * @param {string} log as `git log --patch --format='commit %h'` writes it
 */
export function secretsIn(log) {
  /** @type {Set<string>} */
  const found = new Set();
  let commit = '';
  let file = '';
  for (const line of log.split('\n')) {
    if (line.startsWith('commit ')) commit = line.slice('commit '.length);
    else if (line.startsWith('+++ ')) file = line.slice('+++ b/'.length);
    else if (line.startsWith('+'))
      for (const [what, form] of Object.entries(FORMS))
        if (form.test(line.replaceAll(EXAMPLES, '')))
          found.add(`Commit ${commit} has what looks like ${what}, in ${file}.`);
  }
  return [...found];
}

/** @param {string[]} names of files that were ever added */
export function secretFiles(names) {
  return [...new Set(names.filter((name) => FILES.test(name)))].map(
    (name) => `The history has a file ${name}.`,
  );
}
