import { useClipboard } from '@vueuse/core';
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { ViewRowFragment } from '../gql/graphql';
import { writeLayout } from '../users/list/table/table-layout';
import { useTableLayout } from '../users/list/table/useTableLayout';
import { useActiveView } from './useActiveView';
import { useSideLists } from './side-bar/useSideLists';
import { useViewDeletion } from './useViewDeletion';
import { useViewLayout } from './useViewLayout';
import { useViewNotices } from './useViewNotices';
import { useViewWrites } from './useViewWrites';
import { addressOf } from './view-query';

/** What is asked for in a dialog: a name. */
export type ViewTask = { kind: 'new' } | { kind: 'rename'; view: ViewRowFragment };

/** What can be done with the view on screen. Each write is one request; the list on screen stays as it is. */
export function useViewActions() {
  const { t } = useI18n();
  const router = useRouter();
  const side = useSideLists();
  const { layout } = useTableLayout();
  const { view, text } = useActiveView();
  const viewLayout = useViewLayout();
  const writes = useViewWrites();
  const notices = useViewNotices();
  const { copy } = useClipboard({ legacy: true });
  const task = shallowRef<ViewTask>();

  /** The list on screen under another view, which asks the server for nothing. */
  function goOnAs(id: string | undefined): Promise<unknown> {
    return router.replace({ query: { ...router.currentRoute.value.query, view: id } });
  }

  function refused(): void {
    const [refusal] = writes.refusals.value;
    const { fault } = writes;
    notices.refuse(
      refusal?.message ?? t(`fault.${fault.value?.kind ?? 'failed'}.title`),
      refusal?.code === 'STALE_VERSION' ? t('views.staleText') : undefined,
    );
  }

  async function change(
    own: Partial<Omit<Parameters<typeof writes.update>[0], 'id' | 'version'>>,
    done?: string,
  ): Promise<void> {
    if (!view.value || writes.isSending.value) return;
    const { id, version } = view.value;
    const changed = await writes.update({ id, version, ...own });
    if (!changed) refused();
    else if (done) notices.tell(done);
  }

  const kindOf = ({ isShared }: ViewRowFragment) =>
    (side.views.value ?? []).filter((each) => each.isShared === isShared);
  const placeOf = (one: ViewRowFragment) => kindOf(one).findIndex(({ id }) => id === one.id);

  const remove = useViewDeletion({ writes, placeOf, goOnAs, refused });

  return {
    task,
    writes,
    save: () => change({ query: text.value, layout: writeLayout(layout.value) }, t('views.done.saved')),
    reset: async () => {
      if (!view.value) return;
      viewLayout.reset();
      await router.push({ name: 'users', query: addressOf(view.value) });
    },
    /** Resolves with whether it was done; `writes` says why not. */
    saveAs: async (name: string, isShared: boolean): Promise<boolean> => {
      const input = { name, query: text.value, layout: writeLayout(layout.value), isShared };
      const made = await writes.create(input);
      if (made) await goOnAs(made.id);
      return made !== undefined;
    },
    rename: async ({ id }: ViewRowFragment, name: string): Promise<boolean> => {
      // The present version: after a refusal of a stale one it is another.
      const version = side.views.value?.find((each) => each.id === id)?.version;
      return version !== undefined && (await writes.update({ id, version, name })) !== undefined;
    },
    share: (isShared: boolean) =>
      change({ isShared }, t(isShared ? 'views.done.shared' : 'views.done.unshared')),
    place: (one: ViewRowFragment) => ({ index: placeOf(one), count: kindOf(one).length }),
    move: (by: 1 | -1) => view.value && change({ position: placeOf(view.value) + by }),
    remove,
    copyLink: async () => {
      await copy(window.location.href);
      notices.tell(t('views.done.copied'));
    },
  };
}
