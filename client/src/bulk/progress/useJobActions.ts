import { useToast } from '@nuxt/ui/composables';
import { useI18n } from 'vue-i18n';
import type { BulkJobPartsFragment as BulkJob } from '../../gql/graphql';
import { useBulkWrites } from '../useBulkWrites';

/** Cancels and undoes a job, each by one request, and says why where it was not done. */
export function useJobActions() {
  const { t } = useI18n();
  const toast = useToast();
  const { cancel, undo, isSending, fault, refusals } = useBulkWrites();

  async function run(write: (id: string) => Promise<BulkJob | undefined>, { id }: Pick<BulkJob, 'id'>) {
    const job = await write(id);
    const [refusal] = refusals.value;
    const reason = fault.value && t(`fault.${fault.value.kind}.title`);
    const title = refusal?.message ?? reason;
    if (title !== undefined) toast.add({ title, icon: 'i-lucide-circle-alert', color: 'error' });
    return job;
  }

  return {
    isSending,
    cancel: (job: BulkJob) => run(cancel, job),
    /** Resolves with the job that undoes it. */
    undo: (job: BulkJob) => run(undo, job),
  };
}
