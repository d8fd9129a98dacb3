import { describe, expect, it } from 'vitest';
import { middle, pairedRatio, Rows, serverCpu, wholeCpu } from './figures.js';
import { row, sample } from './made-up-run.js';

const cpu = (...values: (number | null)[]) => values.map((serverCpu) => sample({ serverCpu }));

describe('a paired ratio', () => {
  it('compares what ran in the same round, so that a slow round counts for both', () => {
    const ours = row(1000, 'list', 'rollcall', cpu(80, 400, 90));
    const base = row(1000, 'list', 'bare', cpu(100, 500, 100));
    expect(pairedRatio(ours, base, serverCpu)).toEqual({ median: 0.8, least: 0.8, most: 0.9 });
  });

  it('is null if one side has no such figure', () => {
    const pgbench = row(1000, 'list', 'pgbench', cpu(null));
    const base = row(1000, 'list', 'bare', cpu(100));
    expect(pairedRatio(pgbench, base, serverCpu)).toBeNull();
    expect(pairedRatio(base, undefined, serverCpu)).toBeNull();
  });
});

describe('a figure of all rounds', () => {
  it('is their median', () => {
    expect(middle(row(1000, 'list', 'bare', cpu(1, 9, 2)), serverCpu)).toBe(2);
  });

  it('in all is the server’s and the database’s', () => {
    const samples = [sample({ serverCpu: 100, databaseCpu: 40 })];
    expect(middle(row(1000, 'list', 'bare', samples), wholeCpu)).toBe(140);
  });
});

describe('the rows of a run', () => {
  it('tell their sizes in rising order', () => {
    const rows = new Rows([row(10_000, 'list', 'bare', []), row(1000, 'list', 'bare', [])]);
    expect(rows.sizes).toEqual([1000, 10_000]);
  });
});
