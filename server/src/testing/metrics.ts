import type { TestApp } from './test-app.js';

/** Where an app with METRICS_PORT=0 serves its metrics. */
export function metricsUrl({ logs }: TestApp): string {
  const line = logs.find(({ msg }) => msg === 'Metrics are served at /metrics.');
  if (!line) throw new Error('The app serves no metrics.');
  return `http://127.0.0.1:${String(line['port'])}/metrics`;
}

/** The value of a series; undefined if there is none. */
export function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

/** The value of a series at this moment. @throws if there is none */
export async function metric(test: TestApp, series: string): Promise<number> {
  const value = valueOf(await (await fetch(metricsUrl(test))).text(), series);
  if (value === undefined) throw new Error(`There is no ${series}.`);
  return value;
}
