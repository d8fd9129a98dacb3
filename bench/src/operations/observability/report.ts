import { markdownTable } from '../../report/table.js';
import { type Cost, VARIANTS } from './observability.js';

/** The costs as a table in Markdown. */
export function observabilityReport(costs: Cost[]): string {
  return markdownTable(
    ['request', 'server', 'CPU µs', 'compared with', 'more %', 'standard error %', 'aim %'],
    costs.map(({ job, name, cpu, more, error }) => {
      const { beside, aim } = VARIANTS.find((each) => each.name === name) ?? VARIANTS[0];
      const figures =
        beside === undefined
          ? ['', '', '', '']
          : [beside, more.toFixed(1), error.toFixed(1), aim === undefined ? 'none' : `≤ ${aim}`];
      return [job, name, cpu.toFixed(0), ...figures];
    }),
  );
}
