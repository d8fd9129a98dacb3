/** The signals between a step and its neighbours. */
export interface Turn {
  /** Settles with the step before, which this one must not end before. */
  readonly before: Promise<void>;
  /** Lets the next step begin. Without it, the next one begins when this one has ended. */
  readonly hold: () => void;
}

/**
 * Runs steps of which two overlap: the next one begins once the one before calls `hold`, and ends after it. So the database
 * works on two of them at a time, on two processors.
 * @throws the first failure, once no step runs any more
 */
export async function overlapping(
  hasNext: () => Promise<boolean>,
  run: (turn: Turn) => Promise<void>,
): Promise<void> {
  let before = Promise.resolve();
  let last = before;
  try {
    while (await hasNext()) {
      let hold = () => undefined as void;
      const held = new Promise<void>((resolve) => (hold = resolve));
      const step = run({ before: last, hold });
      [before, last] = [last, step];
      await Promise.race([held, step]);
      await before;
    }
    await last;
  } finally {
    await Promise.allSettled([before, last]);
  }
}
