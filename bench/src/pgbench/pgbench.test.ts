import { describe, expect, it } from 'vitest';
import type { JobInput } from '../system.js';
import { pgbenchScript, readReport } from './pgbench.js';

const input = { deep: { createdAt: '2026-11-24', id: 'abc', offset: 1 } } as JobInput;

describe('pgbench', () => {
  it('gets the statement of the bare handler, its parameters as variables', () => {
    const script = pgbenchScript('deep', input);
    expect(script?.sql).toContain('(u.created_at, u.id) < (:v1::timestamptz, :v2::uuid)');
    expect(script?.variables).toEqual(['2026-11-24', 'abc']);
  });

  it('skips jobs with more than one prepared statement', () => {
    expect(pgbenchScript('create', input)).toBeUndefined();
  });

  it('reports transactions and their rate', () => {
    const said =
      'number of transactions actually processed: 4321\nnumber of failed transactions: 0 (0.000%)\ntps = 4320.987 (without initial connection time)\n';
    expect(readReport(said)).toEqual({ requests: 4321, perSecond: 4320.987 });
  });

  it('is refused if transactions failed', () => {
    const said =
      'number of transactions actually processed: 9\nnumber of failed transactions: 1 (10.000%)\ntps = 9.0\n';
    expect(() => readReport(said)).toThrow(/failed/);
  });
});
