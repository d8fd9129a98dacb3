import { describe, expect, it } from 'vitest';
import { withPart, withRun } from './document.js';
import { row, runOf, sample } from './made-up-run.js';

const FRAME = [
  '# Benchmarks',
  'By hand.',
  '<!-- measured: written by the command, between these two lines alone -->',
  'old figures',
  '<!-- /measured -->',
  'Also by hand.',
].join('\n\n');

const run = runOf([
  row(1000, 'list', 'bare', [sample({ serverCpu: 100 })]),
  row(1000, 'list', 'rollcall', [sample({ serverCpu: 80, requestsPerSecond: 6000 })]),
]);

describe('the document', () => {
  it('keeps what people wrote and replaces the figures of the run before', () => {
    const written = withRun(FRAME, run);
    expect(written).toMatch(/^# Benchmarks\n\nBy hand\.\n\n<!-- measured/);
    expect(written).toMatch(/<!-- \/measured -->\n\nAlso by hand\.$/);
    expect(written).not.toContain('old figures');
    expect(withRun(written, run)).toBe(written);
  });

  it('has parts that are written one without the other', () => {
    const part = '<!-- operations: written by the command, between these two lines alone -->';
    const both = `${FRAME}\n\n${part}\n\nold table\n\n<!-- /operations -->\n`;
    expect(withPart(both, 'operations', 'new table\n')).toBe(both.replace('old table', 'new table'));
  });

  it('has a row for each system, compared with the bare handler', () => {
    const line = withRun(FRAME, run)
      .split('\n')
      .find((text) => text.startsWith('| rollcall'));
    const cells = line?.split('|').map((cell) => cell.trim());
    expect(cells).toEqual([
      '',
      'rollcall',
      '6,000',
      '2.0',
      '8.0',
      '80',
      '50',
      '100',
      '0.80 (0.80–0.80)',
      '1.20 (1.20–1.20)',
      '',
    ]);
  });

  it('is refused if it has no place for the figures', () => {
    expect(() => withRun('# Benchmarks', run)).toThrow(/needs the lines/);
  });
});
