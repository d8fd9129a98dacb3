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

  it('is neither met nor missed where the run did not measure it', () => {
    const target = judged('create: CPU of server against mercurius', [MILLION, 'list', 'bare', [sample()]]);
    expect(target).toMatchObject({ found: undefined, met: undefined });
  });

  it('for searching looks at the slowest term', () => {
    const samples = [sample({ p99ByTerm: [5, 70, 8] }), sample({ p99ByTerm: [5, 80, 8] })];
    expect(judged('slowest term', [MILLION, 'search', 'rollcall', samples])).toMatchObject({
      found: 75,
      met: false,
    });
  });

  it('for counting takes how many times less it costs than a peer', () => {
    const target = judged(
      'times less CPU in all than mercurius',
      [MILLION, 'totalCount', 'rollcall', [sample({ serverCpu: 100, databaseCpu: 100 })]],
      [MILLION, 'totalCount', 'mercurius', [sample({ serverCpu: 100, databaseCpu: 9900 })]],
    );
    expect(target).toMatchObject({ found: 50, met: true });
  });

  it('for growth compares the largest size with the smallest', () => {
    const target = judged(
      'deep: CPU in all at 1,000,000 users against 1,000',
      [1000, 'deep', 'rollcall', [sample({ serverCpu: 50, databaseCpu: 50 })]],
      [MILLION, 'deep', 'rollcall', [sample({ serverCpu: 50, databaseCpu: 100 })]],
    );
    expect(target).toMatchObject({ found: 1.5, met: false });
  });
});
