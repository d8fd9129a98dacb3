import { BASE_PATH, ownName } from '../server/base-path';
import { onCounts, takeCounts } from './usage-counts';

/** A browser sends no more often, whatever number of tabs it has. */
const EVERY_MS = 60_000;

/** When this browser sent last, in milliseconds since 1970. */
const SENT_AT = ownName('usageSentAt');

interface Options {
  /** Whether the viewer's use may be counted; undefined: there is no viewer. */
  isCounted: () => boolean | undefined;
  /** The access token: the server asks by it whether the viewer may be counted. */
  token: () => string | undefined;
}

/**
 * Sends what was counted, a minute after the first count, or when the page is left or hidden, but at most once a minute. What is
 * counted before the sign-in waits for it.
 */
export function sendUsage({ isCounted, token }: Options): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    const may = isCounted();
    if (may === false) takeCounts();
    const access = token();
    if (!may || access === undefined) return;
    const pause = sentAt() + EVERY_MS - Date.now();
    if (pause > 0) {
      timer = setTimeout(send, pause);
      return;
    }
    const counts = takeCounts();
    if (counts.length === 0) return;
    noteSent();
    // What does not arrive is not counted.
    void fetch(`${BASE_PATH}usage-counts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` },
      body: JSON.stringify({ counts }),
      credentials: 'omit',
      priority: 'low',
      // The page may be about to be left.
      keepalive: true,
    }).catch(() => undefined);
  }

  onCounts(() => (timer ??= setTimeout(send, EVERY_MS)));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') send();
  });
  window.addEventListener('pagehide', send);
}

function sentAt(): number {
  try {
    const at = Number(localStorage.getItem(SENT_AT));
    // A clock that was wrong, and is set back, must not end the sending.
    return at <= Date.now() ? at : 0;
  } catch {
    return 0; // Without storage, each tab keeps its own pause by its timer.
  }
}

function noteSent(): void {
  try {
    localStorage.setItem(SENT_AT, String(Date.now()));
  } catch {
    // As above.
  }
}
