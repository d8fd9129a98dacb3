import { describe, test } from 'vitest';
import { suite } from './suites.mjs';

const isQuick = suite === 'quick';
const leaveOut = () => undefined;

/**
 * `test` and `describe` for variants of a task: `test:large` runs them each night, and the quick suite does not have them. A
 * test in the browser costs one to six seconds of CPU, and one that starts a server one to four. The quick tests beside them
 * cover what a change breaks first. A vitest.config.ts with such tests passes that to `filesOf`.
 */
export const nightly = isQuick ? leaveOut : test;
export const nightlyGroup = isQuick ? leaveOut : describe;
