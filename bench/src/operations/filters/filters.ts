import { askGraphql } from '../../systems/graphql-request.js';
import { headersOf } from '../bulk.js';
import { withProduct } from '../product.js';
import { type Condition, conditions, makeUneven } from './uneven-users.js';

/** A first page of a list with two filters. */
export interface FilteredPage {
  name: string;
  found: number;
  /** The least of all times, as answered over HTTP. */
  ms: number;
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

const ORDERS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => ({ field, direction })),
);

/** The first page of every pair of filters, in every order. The database is changed. */
export async function filters(databaseUrl: string): Promise<FilteredPage[]> {
  await makeUneven(databaseUrl);
  const pairs = pairsOf(await conditions(databaseUrl));
  return withProduct(databaseUrl, async (product) => {
    const pages: FilteredPage[] = [];
    for (const [one, other] of pairs) {
      const where = { [one.field]: one.value, [other.field]: other.value };
      for (const orderBy of ORDERS) {
        const times: number[] = [];
        let found = 0;
        for (let time = 0; time < TIMES; time += 1) {
          const began = performance.now();
          const { users } = await askGraphql<{ users: { totalCount: number } }>(
            product.running.port,
            PAGE,
            { where, orderBy },
            headersOf(product),
          );
          times.push(performance.now() - began);
          found = users.totalCount;
        }
        const name = `${JSON.stringify(where)} ${orderBy.field} ${orderBy.direction}`;
        pages.push({ name, found, ms: Math.min(...times) });
      }
    }
    return pages;
  });
}

function pairsOf(all: Condition[]): [Condition, Condition][] {
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => other.field !== one.field)
      .map((other): [Condition, Condition] => [one, other]),
  );
}
