/** For the server's tests, whose TypeScript reads no JavaScript. */
export function markEndedTests(): void;
export function assertTestRuns(): void;
