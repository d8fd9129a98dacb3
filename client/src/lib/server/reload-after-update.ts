import { BASE_PATH, ownName } from './base-path';

const KEY = ownName('reloaded');
/** A second failure this soon after is not an old page's: loading it again would go on for ever. */
const RELOAD_ONCE_WITHIN_MS = 60_000;
/** Milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * A page that was open while the server was updated asks for parts of the build before, which are gone. It is loaded again
 * then, and only then: while the server is away, a reload would leave the browser's own page of failure.
 * @returns whether the page is loaded again
 */
export async function reloadAfterUpdate(): Promise<boolean> {
  const last = Number(sessionStorage.getItem(KEY) ?? 0);
  if (Date.now() - last < RELOAD_ONCE_WITHIN_MS || !(await isUpdated())) return false;
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
  return true;
}

/** Whether the server answers with a page that starts other code than this one did. */
async function isUpdated(): Promise<boolean> {
  try {
    const options = { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) } as const;
    const response = await fetch(BASE_PATH, { ...options, headers: { accept: 'text/html' } });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const now = entryOf(page);
    return now !== undefined && now !== entryOf(document);
  } catch {
    return false; // The server is away.
  }
}

/** The address of the code that a page starts, whose name has a hash of its content. */
function entryOf(page: Document): string | undefined {
  return page.querySelector('script[type=module][src]')?.getAttribute('src') ?? undefined;
}
