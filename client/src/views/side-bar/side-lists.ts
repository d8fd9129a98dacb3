import { shallowReactive, shallowRef } from 'vue';
import type { SideListsFragment, UserState, ViewRowFragment } from '../../gql/graphql';

/** The lists of the side bar that are always there. */
export const FIXED_KEYS = ['everyone', 'noAccess', 'invited', 'deactivated', 'bin'] as const;
export type FixedKey = (typeof FIXED_KEYS)[number];
export interface ListCount {
  totalCount: number;
  /** Whether there may be more. */
  totalCountIsCapped?: boolean | undefined;
}

type Answer = { [K in FixedKey]?: ListCount } & { views?: SideListsFragment['views'] | undefined };

/** For news that does not name a user. */
const ANYBODY = '';

/** The list that contains the users of a state, beside the list of everyone. */
const LIST_OF: Partial<Record<UserState, FixedKey>> = {
  NO_ACCESS: 'noAccess',
  INVITED: 'invited',
  INVITATION_EXPIRED: 'invited',
  DEACTIVATED: 'deactivated',
  DELETED: 'bin',
};

interface Written {
  id: string;
  state: UserState;
}

/**
 * The views and the counts of the side bar, as far as answers had them. A write moves a user from one list to another, and
 * its answer has the counts of the views. Another person's write makes those doubtful: they come with the next page of the list
 * that is asked for.
 */
export class SideLists {
  /** By FixedKey, or by the id of a view. */
  readonly counts = shallowReactive(new Map<string, ListCount>());
  /** Undefined until an answer had them. */
  readonly views = shallowRef<readonly ViewRowFragment[]>();
  readonly isDoubtful = shallowRef(true);
  /** The users who were written, with the number of the news. */
  readonly #doubts = new Map<string, number>([[ANYBODY, 0]]);
  #now = 0;

  /** After a write whose answer has no counts. */
  doubt(userId: string = ANYBODY): void {
    this.#now += 1;
    this.#doubts.set(userId, this.#now);
    this.isDoubtful.value = true;
  }

  /**
   * Call it when the lists are asked for.
   * @returns call it with the answer; users of later news stay doubtful
   */
  beginRead(): (answer: Answer) => void {
    const asked = this.#now;
    return (answer) => {
      this.#take(answer);
      this.#settle((_id, at) => at <= asked);
    };
  }

  set(key: string, count: ListCount): void {
    const { totalCount, totalCountIsCapped } = count;
    this.counts.set(key, { totalCount, totalCountIsCapped });
  }

  /**
   * The answer to an own write.
   * @param before the state of the user before it; null: there was no such user; undefined: not known
   * @param views as they are after it, if there are any
   */
  written(user: Written, before: UserState | null | undefined, views?: Answer['views']): void {
    this.#moved(user, before);
    this.#take({ views });
    if (before === undefined) this.doubt(user.id);
    else this.#settle((id) => id === user.id);
  }

  /** News of another person's write. Only the server knows which views contain the user. */
  heard(user: Written, before: UserState | null | undefined): void {
    this.#moved(user, before);
    this.doubt(user.id);
  }

  /** Counts after a job or after a write of several users. What was doubtful stays so: these may have been read before it. */
  receive(lists: Answer): void {
    this.#take(lists);
  }

  /** Another person signs in, and may see other lists. */
  forget(): void {
    this.counts.clear();
    this.views.value = undefined;
    this.doubt();
  }

  #settle(isOver: (userId: string, at: number) => boolean): void {
    for (const [id, at] of [...this.#doubts]) if (isOver(id, at)) this.#doubts.delete(id);
    this.isDoubtful.value = this.#doubts.size > 0;
  }

  #moved({ state }: Written, before: UserState | null | undefined): void {
    if (before === undefined || before === state) return;
    this.#move(before, -1);
    this.#move(state, 1);
  }

  #move(state: UserState | null, by: number): void {
    if (state === null) return;
    const list = LIST_OF[state];
    if (list) this.#add(list, by);
    if (state !== 'DELETED') this.#add('everyone', by);
  }

  /** Changes a count that is known and exact. */
  #add(key: FixedKey, by: number): void {
    const count = this.counts.get(key);
    if (count && !count.totalCountIsCapped)
      this.set(key, { ...count, totalCount: Math.max(0, count.totalCount + by) });
  }

  #take({ views, ...fixed }: Answer): void {
    for (const key of FIXED_KEYS) {
      const count = fixed[key];
      if (count) this.set(key, count);
    }
    if (!views) return;
    this.views.value = views;
    for (const { id, userCount } of views) {
      if (userCount) this.set(id, userCount);
      else this.counts.delete(id);
    }
  }
}
