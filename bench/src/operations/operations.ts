import type { DatabaseServer } from '../database/database.js';
import { prepareSize } from '../database/sizes.js';
import { startLoad } from '../load/load.js';
import { median } from '../report/median.js';
import { markdownTable } from '../report/table.js';
import type { Options } from '../options.js';
import type { ConsolePace } from './console/costs.js';
import { measureConsole } from './console/operations.js';
import { consoleReport } from './console/report.js';
import type { Pace } from './contest.js';
import { bulk, onCopy } from './bulk.js';
import { measureImport } from './import.js';
import { documents } from './documents.js';
import { filters } from './filters/filters.js';
import { filtersReport } from './filters/report.js';
import { news, type NewsPace, newsTable } from './news/news.js';
import { observability, type ObservabilityPace } from './observability/observability.js';
import { observabilityReport } from './observability/report.js';
import { soak } from './soak.js';
import { subscribers } from './subscribers.js';

export const OPERATIONS = [
  'soak',
  'subscribers',
  'documents',
  'operations',
  'bulk',
  'import',
  'filters',
  'observability',
  'news',
] as const;
export type Operation = (typeof OPERATIONS)[number];

interface Scale {
  users: number;
  /** The numbers of requests after which the heap is measured. */
  marks: number[];
  sockets: number;
  creates: number;
  /** Of documents, whose database is larger. */
  documents: Pace & { users: number };
  /** Of the console's operations. */
  operations: ConsolePace & { users: number };
  /** Of bulk jobs: how many are changed, and of how many. */
  bulk: { users: number; changed: number };
  /** Of imports: rows that are applied, and of the file whose memory is measured. */
  import: { users: number; rows: number; largeRows: number };
  /** Of pages with two filters. */
  filters: { users: number };
  /** Of metrics and traces. */
  observability: ObservabilityPace & { users: number };
  /** Of news to subscribers. */
  news: NewsPace & { users: number };
}

const FULL: Scale = {
  users: 1_000,
  marks: [100_000, 1_000_000],
  sockets: 5_000,
  creates: 40,
  documents: { users: 100_000, rounds: 7, seconds: 0.5, warmUp: 2_000, writes: 500 },
  operations: { users: 100_000, rounds: 4, seconds: 0.3, warmUp: 600, writes: 100 },
  bulk: { users: 1_000_000, changed: 100_000 },
  import: { users: 1_000_000, rows: 100_000, largeRows: 1_000_000 },
  filters: { users: 1_000_000 },
  observability: { users: 100_000, generations: 8, rounds: 12, seconds: 0.3, warmUp: 6_000, writes: 0 },
  news: { users: 100_000, sockets: [1, 10, 50], single: 12, burst: 60 },
};
const SMOKE: Scale = {
  users: 1_000,
  marks: [100, 500],
  sockets: 20,
  creates: 2,
  documents: { users: 1_000, rounds: 1, seconds: 0.1, warmUp: 10, writes: 10 },
  operations: { users: 1_000, rounds: 1, seconds: 0.05, warmUp: 2, writes: 2 },
  bulk: { users: 1_000, changed: 500 },
  import: { users: 1_000, rows: 500, largeRows: 2_000 },
  filters: { users: 1_000 },
  observability: { users: 1_000, generations: 1, rounds: 1, seconds: 1, warmUp: 10, writes: 0 },
  news: { users: 1_000, sockets: [2], single: 1, burst: 2 },
};

/** Measures what the benchmark of requests does not cover. @returns a table in Markdown */
export async function measureOperation(
  server: DatabaseServer,
  operation: Operation,
  { smoke, fresh, asked }: Pick<Options, 'smoke' | 'fresh' | 'asked'>,
): Promise<string> {
  const scale = smoke ? SMOKE : FULL;
  if (operation === 'documents') {
    const pace = { ...scale.documents, ...asked };
    return documentsTable(await prepareSize(server, pace.users, { fresh }), pace);
  }
  if (operation === 'operations') {
    const pace = { ...scale.operations, ...asked };
    return operationsTable(await prepareSize(server, pace.users, { fresh }), pace);
  }
  if (operation === 'bulk') {
    const { users, changed } = { ...scale.bulk, ...asked };
    const original = await prepareSize(server, users, { fresh });
    return onCopy(server, original, (url) => bulkTable(url, changed));
  }
  if (operation === 'import') {
    const { users, rows, largeRows } = { ...scale.import, ...asked };
    const original = await prepareSize(server, users, { fresh });
    return onCopy(server, original, (url) => importTable(url, rows, largeRows));
  }
  if (operation === 'filters') {
    const { users } = { ...scale.filters, ...asked };
    const original = await prepareSize(server, users, { fresh });
    return onCopy(server, original, async (url) => filtersReport(await filters(url)));
  }
  if (operation === 'observability') {
    const pace = { ...scale.observability, ...asked };
    return observabilityTable(await prepareSize(server, pace.users, { fresh }), pace);
  }
  if (operation === 'news') {
    const { users, ...pace } = { ...scale.news, ...asked };
    const original = await prepareSize(server, users, { fresh });
    return onCopy(server, original, async (url) => newsTable(await news(url, pace)));
  }
  const databaseUrl = await prepareSize(server, scale.users, { fresh });
  return operation === 'soak' ? soakTable(databaseUrl, scale) : subscribersTable(databaseUrl, scale);
}

async function soakTable(databaseUrl: string, { marks }: Scale): Promise<string> {
  const load = startLoad();
  try {
    const found = await soak(databaseUrl, load, marks);
    return markdownTable(
      ['requests', 'heap after collection MB', 'anonymous MB', 'at most', 'resident MB', 'at most'],
      found.marks.map(({ requests, heap, anonymous, resident }) => [
        requests.toLocaleString('en'),
        megabytes(heap),
        megabytes(anonymous),
        megabytes(found.peak.anonymous),
        megabytes(resident),
        megabytes(found.peak.resident),
      ]),
    );
  } finally {
    load.stop();
  }
}

async function documentsTable(databaseUrl: string, pace: Pace): Promise<string> {
  const load = startLoad();
  try {
    const found = await documents(databaseUrl, load, pace);
    const table = (against: string, hasSameStatements: boolean) =>
      markdownTable(
        ['operation', 'CPU of server µs', 'CPU of database µs', against],
        found
          .filter((each) => each.hasSameStatements === hasSameStatements)
          .map(({ name, serverCpu, databaseCpu, toBare }) => [
            name,
            serverCpu.toFixed(0),
            databaseCpu.toFixed(0),
            toBare.toFixed(2),
          ]),
      );
    return `${table("× bare's list of 20", false)}\n\n${table("× bare's with the same statements", true)}`;
  } finally {
    load.stop();
  }
}

async function operationsTable(databaseUrl: string, pace: ConsolePace): Promise<string> {
  const load = startLoad();
  try {
    return consoleReport(await measureConsole(databaseUrl, load, pace));
  } finally {
    load.stop();
  }
}

async function observabilityTable(databaseUrl: string, pace: ObservabilityPace): Promise<string> {
  const load = startLoad();
  try {
    return observabilityReport(await observability(databaseUrl, load, pace));
  } finally {
    load.stop();
  }
}

async function bulkTable(databaseUrl: string, changed: number): Promise<string> {
  const load = startLoad();
  try {
    const found = await bulk(databaseUrl, load, changed);
    return markdownTable(
      ['of a bulk job', 'found'],
      [
        ['users changed', found.total.toLocaleString('en')],
        ['deactivated, s', found.alone.toFixed(1)],
        ['undone, s', found.undone.toFixed(1)],
        ['deactivated while lists are read, s', found.besideLists.toFixed(1)],
        ['p99 of a list without the job, ms', found.listAlone.toFixed(1)],
        ['p99 of a list during the job, worst 2 s, ms', found.listBesideJob.toFixed(1)],
      ],
    );
  } finally {
    load.stop();
  }
}

async function importTable(databaseUrl: string, rows: number, largeRows: number): Promise<string> {
  const found = await measureImport(databaseUrl, rows, largeRows);
  return markdownTable(
    ['of an import', 'found'],
    [
      ['rows', found.rows.toLocaleString('en')],
      ['dry run, s', found.checked.toFixed(1)],
      ['applied, s', found.applied.toFixed(1)],
      ['import undone, s', found.undone.toFixed(1)],
      [`dry run of ${found.largeRows.toLocaleString('en')} rows, s`, found.largeChecked.toFixed(1)],
      ['memory grew by, MB', megabytes(found.grewBy)],
    ],
  );
}

async function subscribersTable(databaseUrl: string, { sockets, creates }: Scale): Promise<string> {
  const found = await subscribers(databaseUrl, sockets, creates);
  return markdownTable(
    ['of one server', 'found'],
    [
      ['subscribers', found.sockets.toLocaleString('en')],
      ['all reached, ms, median', median(found.reached).toFixed(0)],
      ['all reached, ms, worst', Math.max(...found.reached).toFixed(0)],
      ['CPU of a create and its news, ms', (found.cpu / 1000).toFixed(0)],
      ['creates a second, 16 at a time, nobody subscribed', found.createsAlone.toFixed(0)],
      ['creates a second, 16 at a time, all subscribed', found.createsNotified.toFixed(0)],
      ['until all subscribers had all of them, ms', found.allReached.toFixed(0)],
      ['resident before, MB', megabytes(found.before)],
      ['resident with all of them idle, MB', megabytes(found.idle)],
      ['resident after the creates, MB', megabytes(found.after)],
      ['for each idle subscriber, KB', ((found.idle - found.before) / found.sockets / 1024).toFixed(0)],
    ],
  );
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
