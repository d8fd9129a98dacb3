import { askGraphql } from '../../systems/graphql-request.js';
import { headersOf } from '../bulk.js';
import { type Product, withProduct } from '../product.js';
import { type Condition, conditions, makeUneven } from './uneven-users.js';

/** A request of a list that filters narrow. */
export interface Filtered {
  name: string;
  /** Users of a page, values of a facet. */
  found: number;
  /** The least of all times, as answered over HTTP. */
  ms: number;
}

export interface FoundFilters {
  /** First pages with two filters. */
  pages: Filtered[];
  /** Each facet with one filter, and with none. */
  facets: Filtered[];
}

const TIMES = 3;

/** As the console asks for its list. */
const PAGE = `query ($where: UserWhere, $orderBy: UserOrder) {
  users(first: 100, where: $where, orderBy: $orderBy) {
    edges { cursor node { id email displayName title department status version createdAt updatedAt lastSignInAt roles { id name } } }
    pageInfo { hasNextPage endCursor }
    totalCount totalCountIsCapped
  }
}`;

/** As the console asks when the menu of a filter is opened. */
const FACET = `query ($facet: UserFacet!, $where: UserWhere, $timeZone: String) {
  userFacets(facets: [$facet], where: $where, timeZone: $timeZone) {
    facet hasMore values { value label count countIsCapped }
  }
}`;

const ORDERS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => ({ field, direction })),
);
const FACETS = ['STATE', 'ROLE', 'DEPARTMENT', 'LAST_SIGN_IN', 'SECOND_FACTOR', 'CREATED'];

/** Reads the first page of every pair of filters in every order, and each facet with every filter. The database is changed. */
export async function filters(databaseUrl: string): Promise<FoundFilters> {
  await makeUneven(databaseUrl);
  const all = await conditions(databaseUrl);
  return withProduct(databaseUrl, async (product) => ({
    pages: await readPages(product, all),
    facets: await readFacets(product, all),
  }));
}

async function readPages(product: Product, all: Condition[]): Promise<Filtered[]> {
  const pages: Filtered[] = [];
  for (const [one, other] of pairsOf(all)) {
    const where = { [one.field]: one.value, [other.field]: other.value };
    for (const orderBy of ORDERS) {
      const { data, ms } = await timed<{ users: { totalCount: number } }>(product, PAGE, { where, orderBy });
      const name = `${JSON.stringify(where)} ${orderBy.field} ${orderBy.direction}`;
      pages.push({ name, found: data.users.totalCount, ms });
    }
  }
  return pages;
}

async function readFacets(product: Product, all: Condition[]): Promise<Filtered[]> {
  const facets: Filtered[] = [];
  for (const where of [undefined, ...all.map(({ field, value }) => ({ [field]: value }))]) {
    for (const facet of FACETS) {
      const variables = { where, facet, timeZone: 'Europe/Berlin' };
      const { data, ms } = await timed<{ userFacets: { values: unknown[] }[] }>(product, FACET, variables);
      const found = data.userFacets.reduce((sum, { values }) => sum + values.length, 0);
      facets.push({ name: `${facet} of ${JSON.stringify(where ?? {})}`, found, ms });
    }
  }
  return facets;
}

async function timed<Data>(product: Product, query: string, variables: Record<string, unknown>) {
  const times: number[] = [];
  let data: Data | undefined;
  for (let time = 0; time < TIMES; time += 1) {
    const began = performance.now();
    data = await askGraphql<Data>(product.running.port, query, variables, headersOf(product));
    times.push(performance.now() - began);
  }
  return { data: data as Data, ms: Math.min(...times) };
}

function pairsOf(all: Condition[]): [Condition, Condition][] {
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => other.field !== one.field)
      .map((other): [Condition, Condition] => [one, other]),
  );
}
