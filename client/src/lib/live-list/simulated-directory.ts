import type { Count, Edge, ListRow, Position, Rows, Write } from './list-rows';

/** A user as far as a list is concerned. */
export interface SimulatedUser extends ListRow {
  readonly version: number;
  /** What the list is ordered by; several users share one, and the id then decides. */
  readonly key: number;
  /** Whether the list's filter holds the user. */
  readonly isListed: boolean;
}

type Row = SimulatedUser & { cursor: string };

interface Settings {
  /** The same seed plays the same game. */
  seed: number;
  users: number;
  /** Where counting stops; never, unless given. */
  cap?: number;
}

const PAGE = 5;
const KEYS = 12;

/** The server's part in tests of lists: one list by keyset, and writes that answer as ours do. */
export class SimulatedDirectory {
  #users = new Map<string, SimulatedUser>();
  #random: number;
  #made = 0;
  readonly #cap: number;

  constructor({ seed, users, cap = Infinity }: Settings) {
    this.#random = seed + 1;
    this.#cap = cap;
    for (let made = 0; made < users; made += 1) this.#create();
  }

  /** Mulberry32: a small generator whose sequence its seed decides. From 0 up to 1. */
  random(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** The whole list. */
  list(): Row[] {
    return [...this.#users.values()]
      .filter(({ isListed }) => isListed)
      .map((user) => ({ ...user, cursor: cursorOf(user) }))
      .sort((one, other) => (one.cursor < other.cursor ? -1 : 1));
  }

  page(after?: string | null): Rows<SimulatedUser> {
    const rows = this.list().filter(({ cursor }) => after == null || cursor > after);
    const edges = rows.slice(0, PAGE).map(({ cursor, ...node }): Edge<SimulatedUser> => ({ cursor, node }));
    const pageInfo = { hasNextPage: rows.length > PAGE, endCursor: edges.at(-1)?.cursor ?? null };
    return { edges, pageInfo, ...this.#count() };
  }

  /** A write of any kind to anyone, with its answer. */
  write(): Write<SimulatedUser> & { page: Rows<SimulatedUser> } {
    const id = this.change();
    return { ...this.tell(id), page: this.page() };
  }

  /** A write of any kind to anyone, whose answer is not read yet. */
  change(): string {
    const known = [...this.#users.values()];
    const user = known[Math.floor(this.random() * known.length)];
    if (!user || this.chance(0.3)) return this.#create();
    const isListed = this.chance(0.3) ? !user.isListed : user.isListed;
    const key = this.chance(0.6) ? this.#key() : user.key;
    this.#users.set(user.id, { ...user, key, isListed, version: user.version + 1 });
    return user.id;
  }

  /** What the news of a write says when it is read now. */
  tell(id: string): Write<SimulatedUser> {
    // No user is ever deleted: for a list, leaving it is the same.
    const user = this.#users.get(id) as SimulatedUser;
    return { row: user, position: this.#position(id), page: this.#count() };
  }

  #position(id: string): Position | null {
    const rows = this.list();
    const index = rows.findIndex((row) => row.id === id);
    const row = rows[index];
    if (!row) return null;
    return {
      cursor: row.cursor,
      previousId: rows[index - 1]?.id ?? null,
      nextId: rows[index + 1]?.id ?? null,
    };
  }

  #count(): Count {
    const { length } = this.list();
    return { totalCount: Math.min(length, this.#cap), totalCountIsCapped: length > this.#cap };
  }

  #create(): string {
    this.#made += 1;
    const id = `user ${this.#made}`;
    this.#users.set(id, { id, key: this.#key(), version: 1, isListed: this.chance(0.8) });
    return id;
  }

  #key(): number {
    return Math.floor(this.random() * KEYS);
  }
}

/** Sorts as text, and has the place only. */
function cursorOf({ key, id }: SimulatedUser): string {
  return `${String(key).padStart(3, '0')} ${id}`;
}
