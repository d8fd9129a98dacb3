import { type GraphQLField, getArgumentValues } from 'graphql';
import type { Prepared, Result, Row, Step } from '../database/pipeline-batch.js';
import { encodeCursor } from '../pagination/cursor.js';
import { type PageWindow, readPageWindow } from '../pagination/page-window.js';
import type { UserPageArgs } from '../users/user.connection.js';
import { LIVE_STATUSES, statusCountStatement } from '../users/user.count.js';
import { userFilter } from '../users/user.filter.js';
import { pageStatement } from '../users/user.page.js';
import { cursorOrder, NEWEST_FIRST, type UserOrder } from '../users/user.order.js';
import {
  type AskedField,
  askedOf,
  listWriter,
  objectWriter,
  type Reading,
  type Write,
} from './answer-writer.js';
import type { Statements } from './statements.js';
import { type UserColumns, userColumnsOf, userWriter } from './user-writer.js';

/** What a list is read with: its statements, and how their rows are written. */
export interface ListReading {
  steps: Step[];
  write: (results: readonly Result[]) => string;
}

interface Page {
  order: string;
  columns: UserColumns;
  rows: Result;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  totalCount: string;
}

/** By its variables, how a list is read; undefined where the resolvers must answer, an error of the asker's included. */
export type ListPlan = (variables: Readonly<Record<string, unknown>>) => ListReading | undefined;

/**
 * The plan of a connection of users without filter and search: one statement for the rows, one for the count.
 * @throws Unusual
 */
export function userListPlan(
  reading: Reading,
  statements: Statements,
  definition: GraphQLField<unknown, unknown>,
  field: AskedField,
): ListPlan {
  const asked = askedOf(reading, 'UserConnection', field.nodes);
  const names = new Set(asked.map(({ name }) => name));
  const columns = userColumnsOf(rowFieldsOf(reading, asked));
  const write = connectionWriter(reading, asked, columns);
  const isCounted = names.has('totalCount') || names.has('totalCountIsCapped');
  const isRead = ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name));
  const [node] = field.nodes;

  return (variables) => {
    const { where, search, orderBy, ...page } = getArgumentValues(
      definition,
      node as never,
      variables,
    ) as UserPageArgs;
    if (search?.trim() || (where && Object.values(where).some((condition) => condition != null)))
      return undefined;
    const order = orderBy ?? NEWEST_FIRST;
    const window = readPageWindow(page, cursorOrder(order));
    return {
      steps: [
        ...(isRead ? [pageStep(statements, columns, order, window)] : []),
        ...(isCounted ? [countStep(statements)] : []),
      ],
      write: (results) =>
        write(
          pageOf(
            columns,
            order,
            window,
            isRead ? (results[0] as Result) : [],
            isCounted ? results.at(-1) : [],
          ),
        ),
    };
  };
}

function rowFieldsOf(reading: Reading, asked: readonly AskedField[]): AskedField[] {
  const nodes = asked.filter(({ name }) => name === 'nodes');
  const edges = asked.filter(({ name }) => name === 'edges');
  const inEdges = edges.flatMap((field) =>
    askedOf(reading, 'UserEdge', field.nodes).filter(({ name }) => name === 'node'),
  );
  return [...nodes, ...inEdges].flatMap((field) => askedOf(reading, 'User', field.nodes));
}

function pageStep(statements: Statements, columns: UserColumns, order: UserOrder, window: PageWindow): Step {
  const { after, before, fromEnd, size } = window;
  const shape = `${columns.join()} ${order.field} ${order.direction} ${fromEnd} ${size} ${!!after} ${!!before}`;
  const statement: Prepared = statements.get(shape, () =>
    pageStatement(userFilter(null, null), order, window, { fields: new Set(columns) }),
  );
  return {
    statement,
    values: [...(after ? [after.key, after.id] : []), ...(before ? [before.key, before.id] : [])],
  };
}

function countStep(statements: Statements): Step {
  return {
    statement: statements.get('count', () => statusCountStatement(LIVE_STATUSES)),
    values: [`{${LIVE_STATUSES.join()}}`],
  };
}

/** As pagination/page.ts has it. */
function pageOf(
  columns: UserColumns,
  order: UserOrder,
  { size, fromEnd, after, before }: PageWindow,
  read: Result,
  count: Result | undefined,
): Page {
  const more = read.length > size;
  const rows = more ? read.slice(0, size) : read;
  return {
    columns,
    order: cursorOrder(order).name,
    rows: fromEnd ? [...rows].reverse() : rows,
    hasNextPage: fromEnd ? before !== undefined : more,
    hasPreviousPage: fromEnd ? more : after !== undefined,
    totalCount: count?.[0]?.[0] ?? '0',
  };
}

function connectionWriter(reading: Reading, asked: readonly AskedField[], columns: UserColumns): Write<Page> {
  return objectWriter<Page>('UserConnection', asked, ({ name, nodes }) => {
    if (name === 'totalCount') return ({ totalCount }) => totalCount;
    if (name === 'totalCountIsCapped') return () => 'false';
    if (name === 'nodes') {
      const write = listWriter(userWriter(reading, askedOf(reading, 'User', nodes), columns));
      return ({ rows }) => write(rows);
    }
    if (name === 'edges') return edgesWriter(reading, askedOf(reading, 'UserEdge', nodes), columns);
    return name === 'pageInfo' ? pageInfoWriter(askedOf(reading, 'PageInfo', nodes)) : undefined;
  });
}

function edgesWriter(reading: Reading, asked: readonly AskedField[], columns: UserColumns): Write<Page> {
  // A row does not know its order, which its cursor names: one writer for each order that comes.
  const byOrder = new Map<string, Write<Result>>();
  const writerFor = (order: string) =>
    listWriter(
      objectWriter<Row>('UserEdge', asked, ({ name, nodes }) => {
        if (name === 'cursor') return (row) => `"${cursorOf(order, row)}"`;
        return name === 'node' ? userWriter(reading, askedOf(reading, 'User', nodes), columns) : undefined;
      }),
    );
  // Now, so that what is unusual is found out before there is anything to write.
  byOrder.set(cursorOrder(NEWEST_FIRST).name, writerFor(cursorOrder(NEWEST_FIRST).name));
  return ({ order, rows }) => {
    let write = byOrder.get(order);
    if (!write) byOrder.set(order, (write = writerFor(order)));
    return write(rows);
  };
}

function pageInfoWriter(asked: readonly AskedField[]): Write<Page> {
  return objectWriter<Page>('PageInfo', asked, ({ name }) => {
    if (name === 'hasNextPage') return ({ hasNextPage }) => String(hasNextPage);
    if (name === 'hasPreviousPage') return ({ hasPreviousPage }) => String(hasPreviousPage);
    const index = name === 'startCursor' ? 0 : -1;
    return ({ order, rows }) => {
      const row = rows.at(index);
      return row ? `"${cursorOf(order, row)}"` : 'null';
    };
  });
}

/** The order's key is a row's last column. */
function cursorOf(order: string, row: Row): string {
  return encodeCursor({ order, key: row.at(-1) as string, id: row[0] as string });
}
