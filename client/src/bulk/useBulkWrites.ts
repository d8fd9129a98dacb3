import { useMutation } from '@vue/apollo-composable';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import { useViewer } from '../auth/session/useSession';
import type {
  ApplyUserImportInput,
  BulkJobPartsFragment as BulkJob,
  FormErrorFragment as Refusal,
  StartBulkJobInput,
} from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import {
  ApplyUserImportDocument,
  CancelBulkJobDocument,
  StartBulkJobDocument,
  UndoBulkJobDocument,
} from './bulk.documents';
import { rememberJob } from './job-states';
import { watchJob } from './progress/watched-jobs';

interface Answer {
  job?: BulkJob | null;
  userErrors: Refusal[];
}

/** Starts, cancels and undoes jobs, each in one request. The answer has the job as it is then. */
export function useBulkWrites() {
  const { viewer } = useViewer();
  const isSending = shallowRef(false);
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly Refusal[]>([]);

  function useWrite<Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<{ write: Answer }, Variables>,
  ) {
    const { mutate } = useMutation(document, { fetchPolicy: 'no-cache', throws: 'always' });
    return async (variables: Variables): Promise<BulkJob | undefined> => {
      if (isSending.value) return undefined;
      isSending.value = true;
      fault.value = undefined;
      refusals.value = [];
      try {
        const { job, userErrors = [] } = (await mutate(variables))?.data?.write ?? {};
        refusals.value = userErrors;
        if (job) rememberJob(job);
        return job ?? undefined;
      } catch (error) {
        fault.value = faultOf(error);
        return undefined;
      } finally {
        isSending.value = false;
      }
    };
  }

  const start = useWrite(StartBulkJobDocument);
  const applyImport = useWrite(ApplyUserImportDocument);
  const cancel = useWrite(CancelBulkJobDocument);
  const undo = useWrite(UndoBulkJobDocument);

  /** It gets a card. */
  function watch(job: BulkJob | undefined, instead?: string): BulkJob | undefined {
    if (job && viewer.value) watchJob(viewer.value.id, job.id, instead);
    return job;
  }

  return {
    isSending,
    fault,
    refusals,
    start: async (input: StartBulkJobInput) => watch(await start({ input })),
    applyImport: async (input: ApplyUserImportInput) => watch(await applyImport({ input })),
    cancel: (id: string) => cancel({ id }),
    undo: async (id: string) => watch(await undo({ id }), id),
  };
}
