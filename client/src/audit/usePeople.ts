import { useQuery } from '@vue/apollo-composable';
import { refDebounced } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, ref, toValue } from 'vue';
import { usePermission } from '../auth/session/useSession';
import { AuditPeopleDocument, AuditPersonDocument } from './audit.documents';

/** A pause in typing, in milliseconds. */
const PAUSE_MS = 200;

/** The server's own limit. */
const SEARCH_MAX = 500;

/** Finds users by the typed text, once the menu is open. */
export function usePeopleSearch() {
  const typed = ref('');
  const isOpen = ref(false);
  const search = refDebounced(typed, PAUSE_MS);
  const { result, loading } = useQuery(
    AuditPeopleDocument,
    () => ({ search: search.value.trim().slice(0, SEARCH_MAX) || undefined }),
    () => ({ enabled: isOpen.value, keepPreviousResult: true }),
  );
  return { typed, isOpen, people: computed(() => result.value?.users.nodes ?? []), isLoading: loading };
}

/** The user with an id; undefined while it loads, and if the viewer may see none. */
export function usePerson(id: MaybeRefOrGetter<string | undefined>) {
  const mayRead = usePermission('USERS_READ');
  const { result } = useQuery(
    AuditPersonDocument,
    () => ({ id: toValue(id) ?? '' }),
    () => ({ enabled: mayRead.value && toValue(id) !== undefined }),
  );
  // A query that is switched off keeps what it found last.
  return computed(() => (toValue(id) === undefined ? undefined : (result.value?.user ?? undefined)));
}
