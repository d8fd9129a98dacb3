import { useI18n } from 'vue-i18n';
import type { BulkJobPartsFragment as BulkJob } from '../gql/graphql';
import { isolated } from '../lib/language/isolated';
import { useFormat } from '../lib/language/useFormat';

/** A job in words. */
export function useJobTexts() {
  const { t } = useI18n();
  const format = useFormat();

  function changeOf({ kind, change }: Pick<BulkJob, 'kind' | 'change'>): string {
    const role = isolated(change.roleName ?? '');
    const field = change.field ? t(`bulk.field.${change.field}`) : '';
    if (kind === 'SET_FIELD' && change.value === null) return t('bulk.emptied', { field });
    if (kind === 'IMPORT') return t('bulk.job.IMPORT', { file: isolated(change.fileName ?? '') });
    return t(`bulk.job.${kind}`, { role, field, value: isolated(change.value ?? '') });
  }

  return {
    /** What it does, or undoes. */
    titleOf: (job: BulkJob) => (job.undoOf ? t('bulk.undoOf', { change: changeOf(job) }) : changeOf(job)),
    /** How far it is. */
    progressOf: ({ position, total }: BulkJob) =>
      total === null
        ? t('bulk.counting')
        : t('bulk.progress', { position: format.number(position), total: format.number(total) }),
    /** What came of it. */
    resultOf: ({ changed, created, unchanged, refused }: BulkJob) => {
      const parts = { created, changed: changed - created, unchanged, refused };
      return (['created', 'changed', 'unchanged', 'refused'] as const)
        .filter((part) => parts[part] > 0 || (part === 'changed' && created === 0))
        .map((part) => t(`bulk.result.${part}`, { number: format.number(parts[part]) }, parts[part]))
        .join(t('bulk.result.separator'));
    },
    stateOf: ({ state, isCancelRequested }: BulkJob) =>
      t(isCancelRequested && state === 'RUNNING' ? 'bulk.cancelling' : `bulk.state.${state}`),
  };
}
