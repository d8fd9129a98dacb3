/** Milliseconds. A busy browser does it then; one that never reports to be idle (Safari) always. */
const LATEST_MS = 2_000;

/** Waits until the page is drawn and the browser has nothing better to do. */
export async function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LATEST_MS });
    else setTimeout(resolve, LATEST_MS);
  });
}
