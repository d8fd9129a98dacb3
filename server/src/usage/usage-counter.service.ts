import { type QueryExecutorProvider, sql } from 'kysely';
import type { UsageCount } from './usage-report.validation.js';

/** The least time between two writes of a server. */
const WRITE_EVERY_MS = 5_000;

interface Options {
  database: () => QueryExecutorProvider;
  onError: (error: unknown) => void;
  writeEveryMs?: number;
}

/**
 * Adds up the counts of all consoles, and writes them some seconds later as one statement. A crash loses the counts of these
 * seconds.
 */
export class UsageCounter {
  readonly #options: Options;
  #waiting = new Map<string, UsageCount & { day: string }>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  add(counts: readonly UsageCount[], now = new Date()): void {
    const day = now.toISOString().slice(0, 10);
    for (const count of counts) {
      const key = `${day} ${count.feature} ${count.outcome}`;
      const before = this.#waiting.get(key);
      this.#waiting.set(key, before ? sumOf(before, count) : { ...count, day });
    }
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => void this.write(), this.#pause()).unref();
  }

  /**
   * Writes the pending counts. A failure is reported, and its counts are lost: keeping them would fill the memory while the
   * database is away.
   */
  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#waiting.values()];
    this.#waiting = new Map();
    if (counts.length > 0) {
      this.#writing = addCounts(this.#options.database(), counts).catch(this.#options.onError);
    }
    await this.#writing;
  }

  close(): Promise<void> {
    return this.write();
  }

  #pause(): number {
    return this.#options.writeEveryMs ?? WRITE_EVERY_MS;
  }
}

function sumOf(a: UsageCount & { day: string }, b: UsageCount): UsageCount & { day: string } {
  return {
    ...a,
    n: a.n + b.n,
    sumMs: a.sumMs + b.sumMs,
    buckets: a.buckets.map((count, index) => count + (b.buckets[index] ?? 0)),
  };
}

/** In the order of the key, so that servers that write the same rows do not deadlock. */
async function addCounts(db: QueryExecutorProvider, counts: readonly object[]): Promise<void> {
  await sql`insert into usage_day as d (day, feature, outcome, n, sum_ms, buckets)
    select c.day, c.feature, c.outcome, c.n, c."sumMs",
      (select array_agg(b::bigint order by i) from jsonb_array_elements_text(c.buckets) with ordinality as e (b, i))
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
      as c (day date, feature text, outcome text, n bigint, "sumMs" bigint, buckets jsonb)
    order by c.day, c.feature collate "C", c.outcome collate "C"
    on conflict on constraint usage_day_pkey do update set n = d.n + excluded.n, sum_ms = d.sum_ms + excluded.sum_ms,
      buckets = (select array_agg(a + b order by i)
        from unnest(d.buckets, excluded.buckets) with ordinality as both_buckets (a, b, i))`.execute(db);
}
