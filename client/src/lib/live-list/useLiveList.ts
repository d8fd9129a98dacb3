import { computed, shallowRef, watch } from 'vue';
import type { ListRow, Rows } from './list-rows';
import type { Want } from './list-request';
import type { LiveLists, ReadPage } from './live-lists';

interface LiveListOptions<Row extends ListRow> {
  lists: LiveLists<Row>;
  /** Which list is asked for now. */
  key: () => string;
  /** What asks for its pages. */
  read: () => ReadPage<Row>;
  /** Whether to ask for anything at all. */
  isAllowed?: () => boolean;
  /** Whether a list that was loaded before is read again, as no news keeps it up to date. */
  isRefreshed?: boolean;
}

/** Loaded rows with the key of their list: they stay on screen while the rows of the next list are loaded. */
export interface LoadedList<Row extends ListRow> extends Rows<Row> {
  readonly key: string;
}

/** The list that a screen shows. Its first page is requested at once, other rows by `want`. */
export function useLiveList<Row extends ListRow>(options: LiveListOptions<Row>) {
  const { lists, isRefreshed = false, isAllowed = () => true } = options;
  const key = computed(options.key);
  const state = computed(() => lists.get(key.value));

  function want(want: Want): void {
    lists.want(key.value, want, options.read());
  }

  const list = shallowRef<LoadedList<Row>>();
  watch(
    [() => state.value.rows, key],
    ([rows, key]) => {
      if (rows) list.value = { ...rows, key };
    },
    { immediate: true, flush: 'sync' },
  );

  // In sync: the request is on its way before anything is drawn for it.
  watch(
    [key, () => isAllowed()],
    ([, isAllowed]) => {
      if (!isAllowed) return;
      const isKnown = state.value.rows !== undefined;
      want(isKnown && isRefreshed ? { side: 'again', inUse: { from: 0, to: 0 } } : { side: 'first' });
    },
    { immediate: true, flush: 'sync' },
  );

  return {
    key,
    state,
    /** The rows of the list that is asked for, or those of the list before until they have been loaded. */
    list,
    /** Whether they are of the list that is asked for. */
    isThere: computed(() => list.value?.key === key.value),
    isWorking: computed(() => state.value.request !== undefined),
    failed: computed(() => state.value.failed),
    want,
  };
}
