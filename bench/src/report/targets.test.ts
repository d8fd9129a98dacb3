import { describe, expect, it } from 'vitest';
import { Rows } from './figures.js';
import { row, sample } from './made-up-run.js';
import { judge, type Target } from './targets.js';

const MILLION = 1_000_000;

function judged(text: string, ...rows: Parameters<typeof row>[]): Target | undefined {
  return judge(new Rows(rows.map((each) => row(...each)))).find(({ what }) => what.includes(text));
}

describe('a target', () => {
  it('is met at the aim itself, and not above it', () => {
    const bare = [sample({ serverCpu: 100 })];
    const at = (serverCpu: number) =>
      judged(
        'list: CPU of server against bare',
        [MILLION, 'list', 'bare', bare],
        [MILLION, 'list', 'rollcall', [sample({ serverCpu })]],
      );
    expect(at(100)).toMatchObject({ found: 1, met: true });
    expect(at(101)).toMatchObject({ found: 1.01, met: false });
  });

  it('is neither met nor missed if the run did not measure it', () => {
    const target = judged('create: CPU of server against mercurius', [MILLION, 'list', 'bare', [sample()]]);
    expect(target).toMatchObject({ found: undefined, met: undefined });
  });

  it('for searching uses the slowest term', () => {
    const samples = [sample({ p99ByTerm: [5, 70, 8] }), sample({ p99ByTerm: [5, 80, 8] })];
    expect(judged('slowest term', [MILLION, 'search', 'rollcall', samples])).toMatchObject({
      found: 75,
      met: false,
    });
  });

  it('for counting is the factor by which it costs less than a peer', () => {
    const target = judged(
      'times less CPU in all than mercurius',
      [MILLION, 'totalCount', 'rollcall', [sample({ serverCpu: 100, databaseCpu: 100 })]],
      [MILLION, 'totalCount', 'mercurius', [sample({ serverCpu: 100, databaseCpu: 9900 })]],
    );
    expect(target).toMatchObject({ found: 50, met: true });
  });

  it('for growth compares the largest size with what ran of the smallest in the same rounds', () => {
    const cost = (...databaseCpus: number[]) =>
      databaseCpus.map((databaseCpu) => sample({ serverCpu: 50, databaseCpu }));
    const rows = new Rows([
      row(1000, 'deep', 'rollcall', cost(950)),
      row(MILLION, 'deep', 'rollcall', cost(100, 250)),
      { ...row(1000, 'deep', 'rollcall', cost(50, 150)), beside: MILLION },
    ]);
    const target = judge(rows).find(({ what }) => what.startsWith('deep: CPU in all'));
    expect(target).toMatchObject({
      what: 'deep: CPU in all at 1,000,000 users against 1,000',
      found: 1.5,
      met: false,
    });
  });

  it('for growth is missing if only one size was measured', () => {
    expect(judged('CPU in all at', [MILLION, 'deep', 'rollcall', [sample()]])).toBeUndefined();
  });
});
