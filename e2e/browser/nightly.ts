import { describe, test } from 'vitest';
import { suite } from '../../scripts/suites.mjs';

type Register = (name: string, run: () => void | Promise<void>) => void;

const isQuick = suite === 'quick';
const leaveOut: Register = () => undefined;

/**
 * `test` and `describe` for variants of a task: `test:large` runs them each night, and the quick suite does not have them. A test
 * costs one to six seconds of CPU in the browser; what a change breaks first is in the quick tests beside them.
 */
export const nightly: Register = isQuick ? leaveOut : (name, run) => void test(name, run);
export const nightlyGroup: Register = isQuick ? leaveOut : (name, run) => void describe(name, run);
