import { ahead } from '../load-ahead';

const load = () => import('./send-report');

/**
 * Reports uncaught errors to the server. What sends them is loaded ahead, after the page: an update of the
 * server takes the file away.
 * @param routeOf the pattern of the page's route, as its address could contain a person's name
 */
export function reportErrors(routeOf: () => string | undefined): void {
  ahead(load);
  const report = (error: unknown) => {
    if (!(error instanceof Error)) return;
    const route = routeOf() ?? '/';
    // If the server is away, the error stays in the browser's console.
    void load()
      .then(({ sendReport }) => sendReport(error, route))
      .catch(() => undefined);
  };
  window.addEventListener('error', ({ error }) => report(error));
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason));
}
