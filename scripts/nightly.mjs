import { describe, test } from 'vitest';
import { suite } from './suites.mjs';

const isQuick = suite === 'quick';
const leaveOut = () => undefined;

/**
 * `test` and `describe` for variants of a task: `test:large` runs them each night, and the quick suite does not have them. A test
 * in the browser costs one to six seconds of CPU, and one that starts a server one to four; what a change breaks first is in the
 * quick tests beside them. A vitest.config.ts whose files have such tests says so to `filesOf`.
 */
export const nightly = isQuick ? leaveOut : test;
export const nightlyGroup = isQuick ? leaveOut : describe;
