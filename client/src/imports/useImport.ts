import { useApolloClient } from '@vue/apollo-composable';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultOf } from '../apollo';
import { SessionEnded } from '../auth/session/session';
import { useSession } from '../auth/session/useSession';
import { useFollowedJob } from '../bulk/useFollowedJob';
import type { UserImportOutcome } from '../gql/graphql';
import { randomUuid } from '../lib/random-uuid';
import type { RequestFault } from '../lib/server/request-fault';
import { checkFile, type ImportChoices, ImportRefused, uploadFile, type UserImport } from './import-requests';
import { UserImportDocument } from './imports.documents';

export const OUTCOMES = ['CREATED', 'CHANGED', 'UNCHANGED', 'REFUSED'] as const satisfies UserImportOutcome[];

/** Which rows are shown: those of one outcome, or those that do something else than the dry run showed. */
export type RowFilter = UserImportOutcome | 'RECLASSIFIED';

type Refusal = 'unreachable' | 'failed' | 'forbidden' | 'busy' | 'large';

/** As many as the server answers a check with. */
const PAGE = 50;

/** An import from the upload on. Each step is one request, whose answer has what the page shows next. */
export function useImport() {
  const { resolveClient } = useApolloClient();
  const found = shallowRef<UserImport>();
  const filter = ref<RowFilter>();
  const choices = ref<ImportChoices>({});
  const { run, progress, refusal } = useSending((answer) => {
    filter.value = undefined;
    found.value = answer;
  });
  const fault = shallowRef<RequestFault>();
  const isGone = ref(false);
  const isReading = ref(false);

  /** @returns the id of the import, once the file is read */
  async function upload(file: File): Promise<string | undefined> {
    choices.value = {};
    isGone.value = false;
    return (await run('upload', (sending) => uploadFile(randomUuid(), file, sending)))?.id;
  }

  async function check(more: ImportChoices): Promise<void> {
    const id = found.value?.id;
    if (id === undefined) return;
    // Another encoding or delimiter has other columns.
    const { columns, ...others } = choices.value;
    const isSame = more.encoding === undefined && more.delimiter === undefined;
    choices.value = { ...others, ...(isSame && columns && { columns }), ...more };
    await run('check', (sending) => checkFile(id, choices.value, sending));
  }

  async function read(id: string, after?: string): Promise<void> {
    isReading.value = true;
    fault.value = undefined;
    try {
      const { data } = await resolveClient().query({
        query: UserImportDocument,
        variables: { id, first: PAGE, after, ...conditionOf(filter.value) },
        fetchPolicy: 'no-cache',
      });
      isGone.value = !data.userImport;
      if (data.userImport)
        found.value = joined(after === undefined ? undefined : found.value, data.userImport);
    } catch (error) {
      fault.value = faultOf(error);
    } finally {
      isReading.value = false;
    }
  }

  const again = () => found.value && read(found.value.id);
  // The rows and their counts are those of the comparison by the job.
  const job = useFollowedJob(
    () => found.value?.jobId ?? undefined,
    () => void again(),
  );

  return {
    found,
    job,
    filter,
    progress,
    refusal,
    fault,
    isGone,
    isReading,
    upload,
    check,
    open: (id: string) => read(id),
    show: (next: RowFilter | undefined) => {
      filter.value = next;
      return again();
    },
    more: () => found.value && read(found.value.id, found.value.rows.pageInfo.endCursor ?? undefined),
    applied: (jobId: string) => {
      if (found.value) found.value = { ...found.value, jobId };
    },
    /** Before another file. */
    clear: () => {
      found.value = undefined;
      refusal.value = undefined;
      isGone.value = false;
    },
  };
}

/** Uploads and checks, which do not use GraphQL: their progress, and why one failed. */
function useSending(onAnswer: (answer: UserImport) => void) {
  const { locale } = useI18n();
  const session = useSession();
  const progress = ref<{ step: 'upload' | 'check'; share: number }>();
  const refusal = ref<Refusal>();
  const leaving = new AbortController();
  onScopeDispose(() => leaving.abort());

  async function run(
    step: 'upload' | 'check',
    work: (sending: Parameters<typeof uploadFile>[2]) => Promise<UserImport>,
  ) {
    refusal.value = undefined;
    progress.value = { step, share: 0 };
    try {
      const answer = await work({
        access: (refused) => session.access(refused),
        language: locale.value,
        signal: leaving.signal,
        onProgress: (step, share) => (progress.value = { step, share }),
      });
      onAnswer(answer);
      return answer;
    } catch (error) {
      if (!leaving.signal.aborted && !(error instanceof SessionEnded)) refusal.value = refusalOf(error);
      return undefined;
    } finally {
      progress.value = undefined;
    }
  }

  return { run, progress: computed(() => progress.value), refusal };
}

function conditionOf(filter: RowFilter | undefined) {
  return filter === 'RECLASSIFIED' ? { reclassified: true } : { outcome: filter };
}

/** A further page behind those that are there. */
function joined(before: UserImport | undefined, page: UserImport): UserImport {
  if (!before) return page;
  return { ...page, rows: { ...page.rows, nodes: [...before.rows.nodes, ...page.rows.nodes] } };
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ImportRefused)) return 'unreachable';
  const known: Record<number, Refusal> = { 403: 'forbidden', 413: 'large', 429: 'busy' };
  return known[error.status] ?? 'failed';
}
