import { useToast } from '@nuxt/ui/composables';
import { onScopeDispose, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { BASE_PATH } from '../lib/server/base-path';
import { count } from '../lib/usage/usage-counts';
import { SessionEnded } from './session/session';
import { useSession } from './session/useSession';

/** The server answered, and not with a file. */
class DownloadRefused extends Error {
  constructor(readonly status: number) {
    super(`The download was answered with ${status}.`);
  }
}

/** What is asked for: a path below the console's, and what is sent as JSON. */
export interface FileRequest {
  path: string;
  body?: object;
}

/**
 * Downloads files that need the session. A link could not send the access token, so the page fetches the file, which the browser
 * keeps on its disk if it is large. A file that did not come whole is not saved.
 */
export function useFileDownload() {
  const { t } = useI18n();
  const toast = useToast();
  const session = useSession();
  const isDownloading = ref(false);
  const leaving = new AbortController();
  onScopeDispose(() => leaving.abort());

  async function request({ path, body }: FileRequest): Promise<Response> {
    const ask = (token: string) =>
      fetch(`${BASE_PATH}${path}`, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        signal: leaving.signal,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
    const token = await session.access();
    const answer = await ask(token);
    // The token may have expired a moment ago.
    return answer.status === 401 ? ask(await session.access(token)) : answer;
  }

  /** @param name of the file, if the server gives none */
  async function download(asked: FileRequest, name: string): Promise<void> {
    if (isDownloading.value) return;
    isDownloading.value = true;
    try {
      const answer = await request(asked);
      if (!answer.ok) throw new DownloadRefused(answer.status);
      save(await answer.blob(), nameIn(answer.headers) ?? name);
      count('EXPORT', 'DONE');
    } catch (error) {
      if (leaving.signal.aborted || error instanceof SessionEnded) return;
      count('EXPORT', 'FAILED');
      const title = t(`export.notDone.${reasonOf(error)}`);
      toast.add({ title, icon: 'i-lucide-circle-alert', color: 'error' });
    } finally {
      isDownloading.value = false;
    }
  }

  return { isDownloading, download };
}

function reasonOf(error: unknown) {
  if (!(error instanceof DownloadRefused)) return 'unreachable';
  if (error.status === 429) return 'busy';
  return error.status === 403 ? 'forbidden' : 'failed';
}

/** The server names the file by its format and the day. */
function nameIn(headers: Headers): string | undefined {
  return /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1];
}

function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  // Saving has begun by the next turn: the browser holds the file itself from then on.
  setTimeout(() => URL.revokeObjectURL(href), 0);
}
