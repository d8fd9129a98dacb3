import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('the options', () => {
  it('measure every size, job and system, and write the document, by default', () => {
    const { plans, jobs, systems, docs } = readOptions([]);
    expect(plans.map(({ users }) => users)).toEqual([1_000, 10_000, 100_000, 1_000_000]);
    expect(jobs).toContain('signIn');
    expect(systems).toEqual(expect.arrayContaining(['bare', 'rollcall', 'pgbench']));
    expect(docs).toBe(true);
  });

  it('leave the document alone if only a part is measured', () => {
    expect(readOptions(['--jobs', 'list,deep'])).toMatchObject({ jobs: ['list', 'deep'], docs: false });
    expect(readOptions(['--smoke']).docs).toBe(false);
  });

  it('accept custom sizes, the smallest first, with other rounds and seconds', () => {
    const { plans } = readOptions(['--sizes', '1_000_000,5000', '--rounds', '4', '--seconds', '0.5']);
    const pace = { rounds: 4, seconds: 0.5 };
    expect(plans).toEqual([
      { users: 5_000, quick: pace, slow: pace },
      { users: 1_000_000, quick: pace, slow: pace },
    ]);
  });

  it('are passed to the measurements that replace requests, only if given', () => {
    const args = ['--only', 'documents', '--sizes', '10000', '--rounds', '3', '--seconds', '0.2'];
    expect(readOptions(args).asked).toEqual({ users: 10_000, rounds: 3, seconds: 0.2 });
    expect(readOptions(['--only', 'documents']).asked).toEqual({});
  });

  it('are refused with the list of choices', () => {
    expect(() => readOptions(['--jobs', 'lists'])).toThrow(/no lists; there are list, deep/);
    expect(() => readOptions(['--rounds', 'many'])).toThrow(/--rounds: "many"/);
  });
});
