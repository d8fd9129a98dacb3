import type { TestApp } from '../../test-app.js';
import type { Seeded } from '../seeded.js';
import { DEPARTMENT, type ListCase, type ModelTerm, type ModelUser, type Where } from './user-list-model.js';

/** Terms with the words by which they are compared before folding; left out, the words of the term. */
const TERMS: [term: string, readings?: string[][]][] = [
  ['an'],
  ['a'],
  ['smith'],
  ['  SMITH   an '],
  ['maria garcia'],
  ['müller'],
  ['elise MULLER'],
  ['weiß'],
  ['strasse weiss'],
  ['علي'],
  ['علی کریم'],
  ['Ｆｕｌｌ'],
  ['full　width'],
  ['李'],
  ['李明'],
  ['ﬁne'],
  ['lukasz'],
  ['100%'],
  ['100_'],
  ['%'],
  ['_'],
  ['\\'],
  ['k\\s'],
  ["o'brien"],
  ['o’brien'],
  ['"quoted"'],
  ['%%'],
  ['buro forschung'],
  ['&'],
  ['@example'],
  ['a@example.org'],
  ['an@'],
  ['.'],
  ['-'],
  ['e . a'],
  ['i e'],
  ['n r o'],
  ['12'],
  ['1'],
  ['+41 44 668', [['+41 44 668'], ['4144668']]],
  ['+41', [['+41'], ['41']]],
  ['(44) 668-12 00', [['(44) 668-12 00'], ['446681200']]],
  ['44 668'],
  [
    'buro 41-44',
    [
      ['buro', '41-44'],
      ['buro', '4144'],
    ],
  ],
  ['nobody-has-this-word'],
  ['engineer'],
  ['sales lead'],
  ['mül\u0001ler', [['\u0001']]],
  ['\u200bmüller\u200b', [['müller']]],
];

const MOMENTS = [
  '2023-06-01T00:00:00Z',
  '2025-02-28T12:00:00Z',
  '2025-03-01T10:00:00.123Z',
  '2025-06-01T00:00:00Z',
];
const STATUSES = ['INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'];
const STATES = ['NO_ACCESS', 'INVITED', 'INVITATION_EXPIRED', 'ACTIVE', 'DEACTIVATED', 'DELETED'];
const FIELDS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'];
const UNKNOWN_ROLE = '00000000-0000-4000-8000-000000000000';

export interface Case extends ListCase {
  term?: ModelTerm;
}

/** Makes random lists: up to four filters, perhaps a search, perhaps an order. */
export class UserListCases {
  readonly #terms: (readonly [string, ModelTerm])[];
  readonly #roles: string[];

  private constructor(terms: (readonly [string, ModelTerm])[], roles: string[]) {
    this.#terms = terms;
    this.#roles = [...roles, UNKNOWN_ROLE];
  }

  /** The database folds the words of the terms. */
  static async of(
    { database }: TestApp,
    users: readonly ModelUser[],
    roles: string[],
  ): Promise<UserListCases> {
    const terms = TERMS.map(([term, readings]) => ({
      term,
      readings: readings ?? [term.trim().split(/\s+/u)],
    }));
    const words = [...new Set(terms.flatMap(({ readings }) => readings.flat()))];
    const keys = await database.query<{ word: string; key: string }>(
      'select word, search_key(word) as key from unnest($1::text[]) as word',
      [words],
    );
    const keyOf = new Map(keys.map(({ word, key }) => [word, key]));
    const ofWords = terms.map(
      ({ term, readings }) =>
        [term, { readings: readings.map((each) => each.map((word) => keyOf.get(word) ?? word)) }] as const,
    );
    const id = users[17]?.id ?? '';
    const ofIds = [id, id.slice(0, 8), id.slice(0, 13).toUpperCase()].map(
      (typed) => [typed, { readings: [[typed.toLowerCase()]], id: typed.toLowerCase() }] as const,
    );
    return new UserListCases([...ofWords, ...ofIds], roles);
  }

  next(random: Seeded): Case {
    const where = this.#where(random);
    const [search, term] = random.isOneIn(2) ? random.pick(this.#terms) : [];
    const isOfBin = where.status?.length === 1 && where.status[0] === 'DELETED';
    const field = isOfBin && random.isOneIn(2) ? 'DELETED_AT' : random.pick(FIELDS);
    const orderBy = { field, direction: random.pick(['ASC', 'DESC']) };
    return {
      ...(Object.keys(where).length > 0 && { where }),
      ...(search !== undefined && { search, term }),
      ...(!random.isOneIn(4) && { orderBy }),
    };
  }

  #where(random: Seeded): Where {
    const span = () => {
      const [from = '', until] = random.oneOrMore(MOMENTS, 2).sort();
      if (until) return { from, until };
      return random.isOneIn(2) ? { from } : { until: from };
    };
    const makers: (() => Where)[] = [
      () => ({ status: random.isOneIn(3) ? ['DELETED'] : random.oneOrMore(STATUSES, 4) }),
      () => ({ state: random.oneOrMore(STATES, 5) }),
      () => ({ department: random.oneOrMore(Object.keys(DEPARTMENT), 3) }),
      () => ({ roleId: random.oneOrMore(this.#roles, 3) }),
      () => ({ createdAt: span() }),
      () => ({ lastSignInAt: span() }),
      () => ({ neverSignedIn: random.isOneIn(2) }),
      () => ({ hasSecondFactor: random.isOneIn(2) }),
    ];
    const number = random.below(5);
    return Object.assign({}, ...Array.from({ length: number }, () => random.pick(makers)())) as Where;
  }
}
