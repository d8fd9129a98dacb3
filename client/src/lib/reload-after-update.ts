import { ownName } from './base-path';

const KEY = ownName('reloaded');
/** A second failure this soon after is not an old page's: loading it again would go on for ever. */
const RELOAD_ONCE_WITHIN_MS = 60_000;

/**
 * A page that was open while the server was updated asks for parts of the build before, which are gone. It is
 * loaded again then; where that does not help, the error takes its course.
 */
export function reloadAfterUpdate(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < RELOAD_ONCE_WITHIN_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}
