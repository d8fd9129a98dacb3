import { useI18n } from 'vue-i18n';
import type { ViewRowFragment } from '../gql/graphql';
import { isolated } from '../lib/language/isolated';
import { useListQuery } from '../users/list/useListQuery';
import { useActiveView } from './useActiveView';
import { useViewNotices } from './useViewNotices';
import type { useViewWrites } from './useViewWrites';
import { normalText } from './view-query';

interface DeletionOptions {
  writes: ReturnType<typeof useViewWrites>;
  /** Its place among the views of its kind. */
  placeOf: (view: ViewRowFragment) => number;
  /** Shows the list on screen under another view. */
  goOnAs: (id: string | undefined) => Promise<unknown>;
  /** Says why a write was refused. */
  refused: () => void;
}

/** Deletes the view on screen, whose list stays, and offers to create it again. */
export function useViewDeletion({ writes, placeOf, goOnAs, refused }: DeletionOptions) {
  const { t } = useI18n();
  const { query, isShown } = useListQuery();
  const { view, text } = useActiveView();
  const notices = useViewNotices();

  async function createAgain(gone: ViewRowFragment, position: number): Promise<void> {
    const { name, query: list, layout, isShared } = gone;
    const view = await writes.create({ name, query: list, layout, isShared, position });
    if (!view) return refused();
    // Unless another list, or page, was opened meanwhile.
    if (isShown() && text.value === normalText(list)) await goOnAs(view.id);
  }

  return async (): Promise<void> => {
    const gone = view.value;
    if (!gone || writes.isSending.value) return;
    const position = placeOf(gone);
    if (!(await writes.remove(gone.id))) return refused();
    if (query.value.view === gone.id) await goOnAs(undefined);
    const title = t('views.done.deleted', { name: isolated(gone.name) });
    notices.tell(title, () => void createAgain(gone, position));
  };
}
