import { useToast } from '@nuxt/ui/composables';
import { onScopeDispose, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { SessionEnded } from '../auth/session';
import { useSession } from '../auth/useSession';
import { BASE_PATH } from '../lib/base-path';
import type { RequestFault } from '../lib/request-fault';
import { type AuditQuery, toExport } from './audit-query';

export type ExportFormat = 'csv' | 'jsonl';

/** The server answered, and not with a file. */
class ExportRefused extends Error {
  constructor(readonly status: number) {
    super(`The export was answered with ${status}.`);
  }
}

/**
 * Downloads what is filtered. A link could not send the access token, so the page fetches the file, which the browser
 * keeps on its disk where it is large; a file that did not come whole is not saved.
 */
export function useAuditExport() {
  const { t } = useI18n();
  const toast = useToast();
  const session = useSession();
  const isExporting = ref(false);
  const leaving = new AbortController();
  onScopeDispose(() => leaving.abort());

  async function request(path: string): Promise<Response> {
    const ask = (token: string) =>
      fetch(path, { headers: { authorization: `Bearer ${token}` }, signal: leaving.signal });
    const token = await session.access();
    const answer = await ask(token);
    // The token may have ended a moment ago.
    return answer.status === 401 ? ask(await session.access(token)) : answer;
  }

  async function download(query: AuditQuery, format: ExportFormat): Promise<void> {
    if (isExporting.value) return;
    isExporting.value = true;
    try {
      const answer = await request(`${BASE_PATH}audit/export?${toExport(query, format)}`);
      if (!answer.ok) throw new ExportRefused(answer.status);
      save(await answer.blob(), nameIn(answer.headers) ?? `audit.${format}`);
    } catch (error) {
      if (leaving.signal.aborted || error instanceof SessionEnded) return;
      const title = t(`audit.export.notDone.${kindOf(error)}`);
      toast.add({ title, icon: 'i-lucide-circle-alert', color: 'error' });
    } finally {
      isExporting.value = false;
    }
  }

  return { isExporting, download };
}

function kindOf(error: unknown): RequestFault['kind'] {
  if (!(error instanceof ExportRefused)) return 'unreachable';
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
