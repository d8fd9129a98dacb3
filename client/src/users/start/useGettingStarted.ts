import { computed, shallowReactive } from 'vue';
import type { Session } from '../../auth/session/session';
import { useSession, useViewer } from '../../auth/session/useSession';
import type { FirstStepsPartsFragment } from '../../gql/graphql';
import { ownName } from '../../lib/server/base-path';

type Progress = FirstStepsPartsFragment;

/** Ids of users who dismissed the card on this device. They outlive a sign-out, so they hold nothing else. */
const NAME = ownName('startDismissed');

interface Known {
  /** The progress that came with the last first page of everyone. */
  viewerId?: string | undefined;
  /** Null where the directory has more than a few people. */
  progress?: Progress | null;
  /** Where storage is forbidden, it lasts until the next load. */
  dismissedBy?: string;
}

/** The list and the card know the same. */
const states = new WeakMap<Session, Known>();

function stateOf(session: Session): Known {
  const state = states.get(session) ?? shallowReactive<Known>({});
  states.set(session, state);
  return state;
}

/** How far a new directory has come. It is asked for with the list, so that it costs no request of its own. */
export function useGettingStarted() {
  const { viewer, may } = useViewer();
  const state = stateOf(useSession());
  const id = () => viewer.value?.id ?? '';
  const isDismissed = () => state.dismissedBy === id() || dismissals().includes(id());
  const own = () => (state.viewerId === viewer.value?.id ? state.progress : undefined);

  function dismiss(): void {
    state.dismissedBy = id();
    try {
      localStorage.setItem(NAME, JSON.stringify([...new Set([...dismissals(), id()])]));
    } catch {
      // See `dismissedBy`.
    }
  }

  return {
    progress: computed(() => (isDismissed() ? undefined : (own() ?? undefined))),
    /** Whether to ask: not those who dismissed it, nor where the directory has outgrown it. */
    isWanted: (): boolean => may('USERS_WRITE') && own() !== null && !isDismissed(),
    receive: (progress: Progress | null): void => {
      state.viewerId = viewer.value?.id;
      state.progress = progress;
    },
    dismiss,
  };
}

function dismissals(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]');
    return Array.isArray(ids) ? ids.filter((each) => typeof each === 'string') : [];
  } catch {
    return []; // Storage may be forbidden, or hold what another version wrote.
  }
}
