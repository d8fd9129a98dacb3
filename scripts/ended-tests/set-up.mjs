// Vitest's `setupFiles`.
import { markEndedTests } from './ended-tests.mjs';

markEndedTests();
