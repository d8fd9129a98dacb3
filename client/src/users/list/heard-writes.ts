import { elsewhereAtStart, placeUser, type UserList, type Versioned, type Write } from './user-list';

/** What was heard of writes to one list while a request was under way, in the order of the writes. */
export type HeardWrites<Row extends Versioned, User extends Row = Row> = readonly Write<Row, User>[];

/**
 * A page as it would read now. A page is read at one moment and arrives at a later one; a write that was heard
 * of in between may or may not be in it, and without this a row would be lost, twice, or at its old place.
 *
 * Where the page shows a user at the version of a write, or a later one, that write and all before it are in it.
 * The others are made up for in their order, so each finds the neighbours that it names.
 * @param isFirst whether the page is the start of its list
 */
export function settlePage<Row extends Versioned>(
  page: UserList<Row>,
  heard: HeardWrites<Row>,
  isFirst: boolean,
): UserList<Row> {
  const versions = new Map(page.edges.map(({ node }) => [node.id, node.version]));
  const included = heard.findLastIndex(({ user }) => (versions.get(user.id) ?? -1) >= user.version);
  const missed = heard.slice(included + 1);
  const latest = missed.at(-1);
  if (!latest) return page;

  const edges = missed.reduce(
    (rows, write) => placeUser(rows, isFirst ? write : elsewhereAtStart(write)),
    page.edges,
  );
  const { totalCount, totalCountIsCapped } = latest.page;
  return { ...page, edges, totalCount, totalCountIsCapped };
}

/**
 * What the answer to an own write still has to say after what was heard while it was under way: nothing, where
 * the news of the same write was quicker; where other writes were heard of, the user's place without the first
 * page, which may be older than they are. The news of the own write, still to come, puts the last of it right.
 */
export function settleAnswer<Row extends Versioned, User extends Row>(
  answer: Write<Row, User>,
  heard: HeardWrites<Row, User>,
): Write<Row, User> | undefined {
  const latest = heard.at(-1);
  if (!latest) return answer;
  const isKnown = heard.some(({ user }) => user.id === answer.user.id && user.version >= answer.user.version);
  const { totalCount, totalCountIsCapped } = latest.page;
  return isKnown ? undefined : { ...answer, page: { totalCount, totalCountIsCapped } };
}

/** @param isSure whether the list agrees with what the write tells (see `isAsTold`) */
type Listener<W> = (write: W, isSure: boolean) => void;

/** Passes on what is heard of writes, so that a request under way can make up for what it missed. */
export class WriteNews<W> {
  readonly #listeners = new Map<Listener<W>, string>();

  /**
   * @param key which list, as `listKey` names it
   * @returns what ends it
   */
  listen(key: string, listener: Listener<W>): () => void {
    this.#listeners.set(listener, key);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Begins to collect what is heard of writes to a list.
   * @returns the collection, growing until `end` is called
   */
  begin(key: string): { heard: readonly W[]; end: () => void } {
    const heard: W[] = [];
    return { heard, end: this.listen(key, (write) => heard.push(write)) };
  }

  /** To be called for each write that is heard of, whoever made it, when the list has it. */
  tell(key: string, write: W, isSure: boolean): void {
    for (const [listener, wanted] of [...this.#listeners]) if (wanted === key) listener(write, isSure);
  }
}
