import { expect } from 'vitest';
import type { TestApp } from '../../test-app.js';
import type { Case } from './user-list-cases.js';
import { modelList, type ModelUser, type Where } from './user-list-model.js';

/** The fields of each facet's own condition, and the values of a user. */
const FACETS: Record<string, { own: (keyof Where)[]; valuesOf: (user: ModelUser) => string[] }> = {
  STATE: { own: ['status', 'state'], valuesOf: ({ state }) => [state] },
  ROLE: { own: ['roleId'], valuesOf: ({ roles }) => roles },
  DEPARTMENT: { own: ['department'], valuesOf: ({ department }) => (department ? [department] : []) },
  SECOND_FACTOR: {
    own: ['hasSecondFactor'],
    valuesOf: ({ secondFactor }) => [secondFactor ? 'HAS' : 'HAS_NOT'],
  },
  LAST_SIGN_IN: {
    own: ['lastSignInAt', 'neverSignedIn'],
    valuesOf: ({ signedIn }) => (signedIn === null ? ['NEVER'] : []),
  },
};

const EVERY_STATUS = ['INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'];

/** Compares the counts of facets with the model. Of the last sign-in only NEVER, as the others depend on the day. */
export async function compareFacets(
  test: TestApp,
  users: readonly ModelUser[],
  { term, where = {}, search }: Case,
): Promise<void> {
  const { data, errors } = await test.graphql(
    `query ($where: UserWhere, $search: String, $facets: [UserFacet!]) {
      userFacets(where: $where, search: $search, facets: $facets, first: 40) { facet values { value count } }
    }`,
    { where, search, facets: Object.keys(FACETS) },
  );
  expect(errors?.map(({ message }) => message).join()).toBeUndefined();
  for (const { facet, values } of data.userFacets as Counted[]) {
    const { own, valuesOf } = FACETS[facet] ?? { own: [], valuesOf: () => [] };
    const rest: Where = { ...where };
    for (const field of own) delete rest[field];
    if (facet === 'STATE') rest.status = EVERY_STATUS;
    const expected: Record<string, number> = {};
    for (const value of modelList(users, { where: rest }, term).flatMap(valuesOf)) {
      expected[value] = (expected[value] ?? 0) + 1;
    }
    const shown = values.filter(
      ({ value, count }) => count > 0 && (facet !== 'LAST_SIGN_IN' || value === 'NEVER'),
    );
    expect(Object.fromEntries(shown.map(({ value, count }) => [value, count])), facet).toEqual(expected);
  }
}

interface Counted {
  facet: string;
  values: { value: string; count: number }[];
}
