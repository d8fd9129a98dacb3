import { DEPARTMENT } from '../lists/user-list-model.js';
import type { Seeded } from '../seeded.js';
import type { Outcome, WriteModel, WrittenRow } from './write-model.js';

/** A write as the API takes it, and what the model says about it. */
export interface Write {
  field:
    | 'createUser'
    | 'updateUser'
    | 'deactivateUser'
    | 'reactivateUser'
    | 'deleteUser'
    | 'restoreUser'
    | 'restoreUsers'
    | 'eraseUsers';
  variables: Record<string, unknown>;
  /** Its Idempotency-Key. */
  key?: string;
  outcome: Outcome;
}

/** The arguments of each write, with their types. */
export const ARGUMENTS: Record<Write['field'], Record<string, string>> = {
  createUser: { input: 'CreateUserInput!' },
  updateUser: { input: 'UpdateUserInput!' },
  deactivateUser: { id: 'ID!' },
  reactivateUser: { id: 'ID!' },
  deleteUser: { id: 'ID!' },
  restoreUser: { id: 'ID!', email: 'String' },
  restoreUsers: { ids: '[ID!]!' },
  eraseUsers: { ids: '[ID!]!', confirmation: 'String!' },
};

/** The permission that the field of a write needs. */
export const PERMISSION: Record<Write['field'], string> = {
  createUser: 'USERS_WRITE',
  updateUser: 'USERS_WRITE',
  deactivateUser: 'USERS_WRITE',
  reactivateUser: 'USERS_WRITE',
  deleteUser: 'USERS_DELETE',
  restoreUser: 'USERS_DELETE',
  restoreUsers: 'USERS_DELETE',
  eraseUsers: 'USERS_DELETE',
};

/** Values by which searches, filters and orders of random lists tell users apart, in their stored form. */
const VALUES: Record<string, readonly (string | null)[]> = {
  displayName: [
    'Élise Müller',
    'Elise Muller',
    'Weiß Straße',
    '李明',
    'Łukasz An',
    'Ann Smith',
    "100% O'Brien",
    'علی کریم',
  ],
  givenName: ['Ann', null],
  familyName: ['Smith', null],
  title: ['100% Lead', 'Müller', 'Engineer', null],
  department: [
    ...Object.keys(DEPARTMENT).filter((name) => name !== '' && name === name.trim() && !name.includes('  ')),
    null,
  ],
  phone: ['+41 44 668 12 00', '+41 44 668 15 00', '12', null],
  locale: ['de-CH', 'ar', null],
  timeZone: ['Europe/Zurich', null],
};

const UNKNOWN = '00000000-0000-4000-8000-000000000001';
const PASSWORD = 'correct horse battery';

interface Directory {
  rows: ReadonlyMap<string, WrittenRow>;
  /** Users of the lists that are asked for. */
  shown: readonly string[];
  roles: readonly string[];
}

/** Makes random writes, some of which are refused. */
export class RandomWrites {
  readonly #random: Seeded;
  readonly #directory: Directory;
  readonly #model: WriteModel;

  constructor(random: Seeded, directory: Directory, model: WriteModel) {
    this.#random = random;
    this.#directory = directory;
    this.#model = model;
  }

  next(): Write {
    const makers = [
      () => this.#create(),
      () => this.#create(),
      () => this.#update(),
      () => this.#update(),
      () => this.#update(),
      () => this.#single('deactivateUser'),
      () => this.#single('reactivateUser'),
      () => this.#single('deleteUser'),
      () => this.#single('deleteUser'),
      () => this.#restore(),
      () => this.#several('restoreUsers'),
      () => this.#several('eraseUsers'),
    ];
    return this.#random.pick(makers)();
  }

  /** Someone of the lists, or anybody. */
  #someone(isWanted: (row: WrittenRow) => boolean = () => true): string {
    const random = this.#random;
    if (random.isOneIn(30)) return UNKNOWN;
    const all = [...this.#directory.rows.keys()];
    const pool = random.isOneIn(2) && this.#directory.shown.length > 0 ? this.#directory.shown : all;
    const wanted = (ids: readonly string[]) =>
      ids.filter((id) => isWanted(this.#directory.rows.get(id) as WrittenRow));
    const [some = all] = [wanted(pool), wanted(all)].filter((ids) => ids.length > 0);
    return random.pick(random.isOneIn(6) ? all : some);
  }

  /** A new address, or one that somebody has. */
  #email(): string {
    const random = this.#random;
    if (random.isOneIn(6))
      return this.#directory.rows.get(this.#someone())?.email.toUpperCase().split('@')[0] + '@example.org';
    if (random.isOneIn(6)) return this.#directory.rows.get(this.#someone())?.email ?? 'nobody@example.org';
    return `${random.pick(['an', 'w', 'Smith', 'i.e-'])}${random.below(1_000)}@example.org`;
  }

  #texts(most: number): Record<string, string | null> {
    const random = this.#random;
    return Object.fromEntries(
      random.some(Object.keys(VALUES), most).map((field) => [field, random.pick(VALUES[field] ?? [])]),
    );
  }

  #roleIds(): string[] {
    const random = this.#random;
    return random.isOneIn(20) ? [UNKNOWN] : random.some(this.#directory.roles, 2);
  }

  #create(): Write {
    const random = this.#random;
    const input = {
      displayName: random.pick(VALUES['displayName'] ?? []),
      ...this.#texts(4),
      email: this.#email(),
      ...(random.isOneIn(2) && { roleIds: this.#roleIds() }),
      // A password takes the time of its hash.
      ...(random.isOneIn(15) ? { password: PASSWORD } : random.isOneIn(4) && { invite: true }),
    };
    const outcome = this.#model.createUser(input as object);
    const key = random.isOneIn(3) && { key: `random-writes-${random.next()}` };
    return { field: 'createUser', variables: { input }, outcome, ...key };
  }

  #update(): Write {
    const random = this.#random;
    const id = this.#someone(({ isDeleted }) => !isDeleted);
    const present = this.#directory.rows.get(id)?.version ?? 1;
    const input = {
      id: random.isOneIn(10) ? id.toUpperCase() : id,
      version: random.isOneIn(6) ? present - 1 : present,
      ...this.#texts(3),
      ...(random.isOneIn(3) && { email: this.#email() }),
      ...(random.isOneIn(3) && { roleIds: this.#roleIds() }),
    };
    return { field: 'updateUser', variables: { input }, outcome: this.#model.updateUser(input) };
  }

  #single(field: 'deactivateUser' | 'reactivateUser' | 'deleteUser'): Write {
    const id = this.#someone(({ isDeleted, isDeactivated }) =>
      field === 'reactivateUser' ? isDeactivated && !isDeleted : !isDeleted,
    );
    return { field, variables: { id }, outcome: this.#model[field](id) };
  }

  #restore(): Write {
    const id = this.#someone(({ isDeleted }) => isDeleted);
    const email = this.#random.isOneIn(3) ? this.#email() : undefined;
    return {
      field: 'restoreUser',
      variables: { id, email },
      outcome: this.#model.restoreUser(id, email),
    };
  }

  #several(field: 'restoreUsers' | 'eraseUsers'): Write {
    const random = this.#random;
    const count = 1 + random.below(field === 'eraseUsers' ? 2 : 5);
    const ids = [
      ...new Set(Array.from({ length: count }, () => this.#someone(({ isDeleted }) => isDeleted))),
    ];
    const outcome = this.#model[field](ids);
    if (field === 'restoreUsers') return { field, variables: { ids }, outcome };
    if (random.isOneIn(5)) {
      const refused = { codes: ['INVALID'], rows: [], gone: [] };
      return { field, variables: { ids, confirmation: 'erase' }, outcome: refused };
    }
    return { field, variables: { ids, confirmation: `erase ${ids.length}` }, outcome };
  }
}
