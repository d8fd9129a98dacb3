import type { MeasuredJob, Run } from '../result.js';
import { figure, jobTable } from './tables.js';
import { Rows } from './figures.js';
import { markdownTable } from './table.js';
import { growths, growthTable } from './growth.js';
import { judge, type Target } from './targets.js';

/** The parts of the document that the command writes. */
export type Part = 'measured' | 'documents' | 'operations';

const PICTURE = '![CPU for each request by the number of users](images/benchmarks-growth.svg)';

/** What each job asks for. */
const TITLES: Record<MeasuredJob, string> = {
  list: 'The first 20 users',
  deep: '20 users, 90 % in',
  one: 'One user by id',
  search: 'A search, eight terms in turn',
  totalCount: 'The first 20 users and the count of all',
  byStatus: 'The first 20 users of a status',
  create: 'A create, answered with the new list',
  signIn: 'Signing in with a password',
};

/** Puts a run's figures into a document. @throws if it has no place for them */
export function withRun(document: string, run: Run): string {
  return withPart(document, 'measured', `${PICTURE}\n\n${report(run)}`);
}

/** Puts Markdown into a document, whose other text stays as people wrote it. @throws if it has no place for it */
export function withPart(document: string, part: Part, text: string): string {
  const begin = `<!-- ${part}: written by the command, between these two lines alone -->`;
  const end = `<!-- /${part} -->`;
  const [from, until] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || until < from) throw new Error(`the document needs the lines "${begin}" and "${end}"`);
  return `${document.slice(0, from)}${begin}\n\n${text.trimEnd()}\n\n${document.slice(until)}`;
}

/** The run as Markdown. */
export function report(run: Run): string {
  const rows = new Rows(run.rows);
  const sizes = rows.sizes.toReversed();
  return [
    ...about(run),
    `## Targets, at ${figure(sizes[0] ?? 0, 0)} users\n`,
    `${targetTable(judge(rows))}\n`,
    ...growthPart(rows),
    ...sizes.flatMap((users) => [
      `## ${users.toLocaleString('en')} users\n`,
      ...rows.jobs.flatMap((job) =>
        rows.of(users, job).length > 0
          ? [`### ${TITLES[job]} (${short(users)})\n`, `${jobTable(rows, users, job)}\n`]
          : [],
      ),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function growthPart(rows: Rows): string[] {
  const all = growths(rows);
  if (all.length === 0) return [];
  return ['## Growth: CPU of Rollcall’s server and database for a request\n', `${growthTable(all)}\n`];
}

function about({ date, command, machine, versions, rows }: Run): string[] {
  const rounds = [...new Set(rows.map(({ samples }) => samples.length))]
    .toSorted((a, b) => a - b)
    .join(' to ');
  return [
    `Run on ${date} by \`${command}\`, ${rounds} rounds, on ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, ${machine.system}.\n`,
    `${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.\n`,
  ];
}

function targetTable(targets: Target[]): string {
  return markdownTable(
    ['target', 'aim', 'found', 'verdict'],
    // A partial run judges a part of them.
    targets
      .filter(({ met }) => met !== undefined)
      .map((target) => [
        target.what,
        target.aim,
        figure(target.found ?? null, target.found !== undefined && target.found >= 10 ? 0 : 2),
        target.met ? 'met' : 'not met',
      ]),
  );
}

/** Unique headings, so that each can be linked to. */
function short(users: number): string {
  return users.toLocaleString('en', { notation: 'compact' });
}
