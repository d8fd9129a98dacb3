import { cpus, loadavg } from 'node:os';
import { median } from '../bench/statistics.ts';
import { AIMS, CATEGORIES, type Category, type Preset } from './aims.ts';
import { type Audit, type Figures, METRICS } from './audit.ts';

/** All loads of one page with one preset. */
export interface Measured {
  readonly page: string;
  readonly preset: Preset;
  readonly audits: readonly Audit[];
}

/** The median of each figure by itself. */
export function mediansOf(audits: readonly Audit[]): Figures {
  const scores = mediansBy(audits.map((each) => each.scores));
  return {
    scores: scores as Record<Category, number>,
    metrics: mediansBy(audits.map((each) => each.metrics)),
  };
}

function mediansBy(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(all.map((each) => each[name] ?? NaN))]));
}

/** A score under its aim. */
interface Miss {
  text: string;
  /** Whether any machine would find it. Performance depends on what else the machine does. */
  isCertain: boolean;
}

export function missesOf(measured: readonly Measured[]): Miss[] {
  return measured.flatMap(({ page, preset, audits }) => {
    const { scores } = mediansOf(audits);
    return CATEGORIES.filter((name) => !(scores[name] >= AIMS[preset][name])).map((name) => {
      const faults = new Set(
        audits
          .flatMap((each) => each.faults.filter(({ category }) => category === name))
          .map(({ audit }) => audit),
      );
      return {
        text: `${page}, ${preset}: ${name} is ${scores[name]}, and the aim is ${AIMS[preset][name]} (${[...faults].join(', ')}).`,
        isCertain: name !== 'performance',
      };
    });
  });
}

/** The results as Markdown. */
export function report(measured: readonly Measured[], browser: string): string {
  const processors = cpus();
  const indices = measured.flatMap(({ audits }) => audits.map(({ benchmarkIndex }) => benchmarkIndex));
  const rows = measured.map(({ page, preset, audits }) => {
    const { scores, metrics } = mediansOf(audits);
    return [
      page,
      preset,
      ...CATEGORIES.map((name) => String(scores[name])),
      ...Object.keys(METRICS).map((name) => cell(name, metrics[name] ?? NaN)),
    ];
  });
  return `Chromium ${browser}, on ${processors.length} × ${processors[0]?.model ?? '?'}, at a load of ${(loadavg()[0] ?? NaN).toFixed(1)} at the end.
Lighthouse's benchmark index was ${Math.min(...indices).toFixed(0)} to ${Math.max(...indices).toFixed(0)}.

${table(['page', 'preset', ...CATEGORIES, ...Object.values(METRICS)], rows)}
`;
}

function cell(name: string, value: number): string {
  if (name === 'cumulative-layout-shift') return value.toFixed(3);
  return (name === 'total-byte-weight' ? value / 1_000 : value).toLocaleString('en', {
    maximumFractionDigits: 0,
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
