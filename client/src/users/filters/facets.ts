import type { UserFacet } from '../../gql/graphql';
import { DAY_RANGES, type DayRange } from '../list/day-range';
import { type ListQuery, STATUSES } from '../list/list-query';

/** The API's names of the ranges. */
export const RANGE_VALUES: Record<DayRange, string> = {
  today: 'TODAY',
  '7d': 'LAST_7_DAYS',
  '30d': 'LAST_30_DAYS',
  '90d': 'LAST_90_DAYS',
  older: 'OLDER',
};

/** A facet as the bar has it: how the API's values are in the address. */
export interface Facet {
  name: UserFacet;
  /** The key of its name. */
  label: string;
  /** Whether several values may be chosen. */
  several: boolean;
  /** Whether its values are so many that they are searched. */
  isSearched: boolean;
  /** The values, where they are always the same. */
  fixed?: readonly string[];
  /** The API's values that are chosen. */
  chosen: (query: ListQuery) => readonly string[];
  /** What changes in the address if these are chosen. */
  choose: (values: readonly string[]) => Partial<ListQuery>;
}

const NO_CREATED = { created: undefined, createdFrom: undefined, createdTo: undefined };
const NO_SIGN_IN = { signedIn: undefined, signedInFrom: undefined, signedInTo: undefined };
const rangeWith = (value: string | undefined) => DAY_RANGES.find((range) => RANGE_VALUES[range] === value);

export const FACETS: readonly Facet[] = [
  {
    name: 'STATE',
    label: 'users.column.status',
    several: true,
    isSearched: false,
    fixed: STATUSES,
    chosen: ({ status }) => status,
    choose: (values) => ({ status: values as ListQuery['status'] }),
  },
  {
    name: 'ROLE',
    label: 'users.column.roles',
    several: true,
    isSearched: true,
    chosen: ({ roleId }) => roleId,
    choose: (values) => ({ roleId: [...values] }),
  },
  {
    name: 'DEPARTMENT',
    label: 'users.column.department',
    several: true,
    isSearched: true,
    chosen: ({ department }) => department,
    choose: (values) => ({ department: [...values] }),
  },
  {
    name: 'LAST_SIGN_IN',
    label: 'users.column.lastSignIn',
    several: false,
    isSearched: false,
    fixed: [...Object.values(RANGE_VALUES), 'NEVER'],
    chosen: ({ signedIn }) => {
      if (signedIn === undefined) return [];
      return [signedIn === 'ever' || signedIn === 'never' ? signedIn.toUpperCase() : RANGE_VALUES[signedIn]];
    },
    choose: ([value]) => ({ ...NO_SIGN_IN, signedIn: value === 'NEVER' ? 'never' : rangeWith(value) }),
  },
  {
    name: 'SECOND_FACTOR',
    label: 'users.filter.secondFactor',
    several: false,
    isSearched: false,
    fixed: ['HAS', 'HAS_NOT'],
    chosen: ({ secondFactor }) => (secondFactor ? [secondFactor === 'has' ? 'HAS' : 'HAS_NOT'] : []),
    choose: ([value]) => ({
      secondFactor: value === undefined ? undefined : value === 'HAS' ? 'has' : 'has-not',
    }),
  },
  {
    name: 'CREATED',
    label: 'users.column.created',
    several: false,
    isSearched: false,
    fixed: Object.values(RANGE_VALUES),
    chosen: ({ created }) => (created ? [RANGE_VALUES[created]] : []),
    choose: ([value]) => ({ ...NO_CREATED, created: rangeWith(value) }),
  },
];
