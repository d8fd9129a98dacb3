import { print } from 'graphql';
import { postmasterOf } from '../../cpu/cpu-time.js';
import { withClient } from '../../database/database.js';
import { BENCH_DOMAIN } from '../../database/created-rows.js';
import { markdownTable } from '../../report/table.js';
import { loadConsoleSources } from '../console/sources.js';
import { withProduct } from '../product.js';
import { follow, type NewsFigures, type Target } from './follow.js';
import type { Way } from './followers.main.js';
import { differentLists } from './lists.js';

export interface NewsPace {
  sockets: number[];
  /** Single writes of each kind, and those of a burst. */
  single: number;
  burst: number;
}

interface NewsRow extends NewsFigures {
  sockets: number;
  lists: 'same' | 'different';
  way: Way;
  perSecond: number | undefined;
}

const WAYS: Way[] = [
  { kind: 'positions' },
  { kind: 'changed', gatherMs: 250 },
  { kind: 'changed', gatherMs: 1000 },
];

/** Writes in a second. */
const BURST = 20;

/** The alternative to the console's subscription: it only says that something changed. */
const CHANGED = 'subscription UserChanged { userChanged { kind user { id } } }';

/** News of writes by the console's subscription, and by one after which the list is read again. */
export async function news(databaseUrl: string, pace: NewsPace): Promise<NewsRow[]> {
  const { operations } = await loadConsoleSources();
  const text = (name: string) => {
    const [, document] = operations.find(([each]) => each === name) ?? [];
    if (!document) throw new Error(`the console has no ${name}`);
    return print(document);
  };
  const kinds = kindsOf(pace);
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const different = await differentLists(client, Math.max(...pace.sockets));
    // The owner's token may change users without roles that it lacks: the ones without any.
    const { rows: targets } = await client.query<Target>(
      `select id, version, display_name as name from users where deleted_at is null and email not like $1
        and not exists (select from user_roles where user_id = users.id) order by md5(id::text) limit $2`,
      [`%@${BENCH_DOMAIN}`, kinds.reduce((sum, { writes }) => sum + writes, pace.single)],
    );
    return withProduct(databaseUrl, async ({ running: { port }, pid, inputs, request }) => {
      const [input] = inputs;
      const authorization = (input && request('list', input).headers['authorization']) ?? '';
      const measure = ({ lists, sockets, way, perSecond, writes }: (typeof kinds)[number]) =>
        follow(
          {
            order: {
              port,
              authorization,
              subscription: way.kind === 'changed' ? CHANGED : text('UserChanged'),
              query: text('Users'),
            },
            server: pid,
            postmaster: postmasterOf(rows[0]?.pid ?? 0) ?? 0,
          },
          targets.splice(0, writes),
          {
            lists: Array.from({ length: sockets }, (_, index) =>
              lists === 'same' ? {} : (different[index] ?? {}),
            ),
            way,
            perSecond,
          },
        );
      const found: NewsRow[] = [];
      // Warm.
      const [first] = kinds;
      if (first) await measure({ ...first, sockets: different.length, writes: pace.single });
      for (const kind of kinds) found.push({ ...kind, ...(await measure(kind)) });
      return found;
    });
  });
}

function kindsOf({ sockets, single, burst }: NewsPace) {
  const rates = [
    { perSecond: undefined, writes: single },
    { perSecond: BURST, writes: burst },
  ];
  return rates.flatMap((rate) => [
    { ...rate, sockets: 0, lists: 'same' as const, way: WAYS[0] as Way },
    ...(['same', 'different'] as const).flatMap((lists) =>
      sockets.flatMap((count) => WAYS.map((way) => ({ ...rate, sockets: count, lists, way }))),
    ),
  ]);
}

export function newsTable(rows: NewsRow[]): string {
  return markdownTable(
    [
      'writes',
      'subscribers',
      'lists',
      'news',
      'server ms',
      'database ms',
      'requests',
      'KB',
      'shown ms',
      'at most',
    ],
    rows.map(({ way, perSecond, sockets, lists, ...figures }) => [
      perSecond === undefined ? 'single' : `${perSecond} a second`,
      String(sockets),
      lists,
      way.kind === 'positions' ? 'positions' : `changed, ${way.gatherMs} ms`,
      figures.serverMs.toFixed(1),
      figures.databaseMs.toFixed(1),
      figures.requests.toFixed(2),
      figures.kilobytes.toFixed(1),
      figures.shownMedian.toFixed(0),
      figures.shownWorst.toFixed(0),
    ]),
  );
}
