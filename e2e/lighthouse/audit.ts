import lighthouse, { desktopConfig, type Flags } from 'lighthouse';
import { CATEGORIES, type Category, type Preset } from './aims.ts';

/** Of one load, or the medians of several. */
export interface Figures {
  /** Of 100. */
  readonly scores: Readonly<Record<Category, number>>;
  /** Milliseconds, bytes or requests, by Lighthouse's name; layout shift has no unit. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What an audit that is not full says. */
export interface Fault {
  readonly category: Category;
  readonly audit: string;
  readonly title: string;
}

export interface Audit extends Figures {
  readonly faults: readonly Fault[];
  /** Lighthouse's measure of the machine: about 1,000 on a mid-range laptop of 2020, less where it is slow or busy. */
  readonly benchmarkIndex: number;
  /** The whole report, to read in Lighthouse's viewer. */
  readonly json: string;
}

export const METRICS = {
  'first-contentful-paint': 'FCP, ms',
  'largest-contentful-paint': 'LCP, ms',
  'total-blocking-time': 'TBT, ms',
  'cumulative-layout-shift': 'CLS',
  'speed-index': 'Speed Index, ms',
  'total-byte-weight': 'KB',
} as const;

/** Loads a page once, in a new tab of the browser behind this port, with its cookies and an empty cache. */
export async function audit(url: string, preset: Preset, port: number): Promise<Audit> {
  const flags: Flags = { port, logLevel: 'error', output: 'json', onlyCategories: [...CATEGORIES] };
  const result = await lighthouse(url, flags, preset === 'desktop' ? desktopConfig : undefined);
  if (!result) throw new Error(`Lighthouse has no result of ${url}.`);
  const { lhr, report } = result;
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  // An address that leads elsewhere would be measured as another page.
  if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}.`);
  const scores = Object.fromEntries(
    CATEGORIES.map((name) => [name, Math.round((lhr.categories[name]?.score ?? 0) * 100)]),
  ) as Record<Category, number>;
  const metrics = Object.fromEntries(
    Object.keys(METRICS).map((name) => [name, lhr.audits[name]?.numericValue ?? NaN]),
  );
  return {
    scores,
    metrics,
    faults: CATEGORIES.flatMap((category) =>
      (lhr.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }): Fault[] => {
        const { score = null, title = '' } = lhr.audits[id] ?? {};
        return weight > 0 && score !== null && score < 1 ? [{ category, audit: id, title }] : [];
      }),
    ),
    benchmarkIndex: lhr.environment.benchmarkIndex,
    json: String(report),
  };
}
