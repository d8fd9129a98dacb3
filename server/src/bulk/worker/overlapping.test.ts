import { describe, expect, it } from 'vitest';
import { overlapping, type Turn } from './overlapping.js';

/** All microtasks that are pending, and those that they add: no step of these tests waits for anything else. */
async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** Steps that record their begin and end, and end when they are released. */
function recorded(count: number, isHeld = true) {
  const log: string[] = [];
  const release: ((error?: Error) => void)[] = [];
  let begun = 0;
  const step = async (number: number, { before, hold }: Turn) => {
    log.push(`begin ${number}`);
    if (isHeld) hold();
    const failure = await new Promise<Error | undefined>((resolve) => (release[number] = resolve));
    if (failure) throw failure;
    await before;
    log.push(`end ${number}`);
  };
  const done = overlapping(
    () => Promise.resolve(begun < count),
    (turn) => step((begun += 1), turn),
  );
  done.catch(() => undefined);
  return { log, release, done };
}

describe('steps of which two overlap', () => {
  it('begin once the one before holds its locks, two at most, and end in their order', async () => {
    const { log, release, done } = recorded(3);
    await microtasks();
    expect(log).toEqual(['begin 1', 'begin 2']);
    release[2]?.();
    await microtasks();
    expect(log).toEqual(['begin 1', 'begin 2']);
    release[1]?.();
    await expect.poll(() => log).toEqual(['begin 1', 'begin 2', 'end 1', 'end 2', 'begin 3']);
    release[3]?.();
    await done;
    expect(log.at(-1)).toBe('end 3');
  });

  it('run one after another if a step does not call hold', async () => {
    const { log, release, done } = recorded(2, false);
    await microtasks();
    expect(log).toEqual(['begin 1']);
    release[1]?.();
    await expect.poll(() => log).toEqual(['begin 1', 'end 1', 'begin 2']);
    release[2]?.();
    await done;
  });

  it('end with the first failure, after the step beside it', async () => {
    const { log, release, done } = recorded(3);
    await microtasks();
    release[1]?.(new Error('taken over'));
    let isSettled = false;
    void done.catch(() => (isSettled = true));
    await microtasks();
    expect(isSettled).toBe(false);
    release[2]?.();
    await expect(done).rejects.toThrow('taken over');
    expect(log).toEqual(['begin 1', 'begin 2']);
  });
});
