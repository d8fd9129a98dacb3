import { type GraphQLField, getArgumentValues } from 'graphql';
import type { Result, Row } from '../database/pipeline-batch.js';
import { encodeCursor } from '../pagination/cursor.js';
import { readPageWindow } from '../pagination/page-window.js';
import type { UserPageArgs } from '../users/list/user.connection.js';
import { NOT_COUNTED, type UserCount, userCount } from '../users/list/user.count.js';
import { userFilter } from '../users/list/user.filter.js';
import { cursorOrder, NEWEST_FIRST } from '../users/list/user.order.js';
import {
  type AskedField,
  askedOf,
  listWriter,
  objectWriter,
  type Reading,
  type Write,
} from './answer-writer.js';
import type { LaneStep } from '../database/lanes.js';
import type { Statements } from '../database/statements.js';
import { type AskedList, listSteps } from './user-list.steps.js';
import { type UserColumns, userColumnsOf, userWriter } from './user-writer.js';

/** What a list is read with: its statements, and how their rows are written. */
export interface ListReading {
  steps: LaneStep[];
  write: (results: readonly Result[]) => string;
}

interface Page extends UserCount {
  order: string;
  rows: Result;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/**
 * By its variables, how a list is read.
 * @throws where the asker is wrong, which the resolvers are to say
 */
export type ListPlan = (variables: Readonly<Record<string, unknown>>) => ListReading;

/**
 * The plan of a connection of users: one statement for the rows, one for the count.
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
    const order = orderBy ?? NEWEST_FIRST;
    const window = readPageWindow(page, cursorOrder(order));
    const list = { where, search, filter: userFilter(where, search), order, window, columns };
    const { page: rows, count } = listSteps(statements, list, { isRead, isCounted });
    return {
      steps: [...(rows ? [rows] : []), ...(count ? [count] : [])],
      write: (results) =>
        write(
          pageOf(
            list,
            rows ? (results[0] as Result) : [],
            count ? countIn(list, results.at(-1)) : NOT_COUNTED,
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

function countIn(list: AskedList, result: Result | undefined): UserCount {
  return userCount(list, Number(result?.[0]?.[0]));
}

/** As pagination/page.ts has it. */
function pageOf({ order, window }: AskedList, read: Result, count: UserCount): Page {
  const { size, fromEnd, after, before } = window;
  const more = read.length > size;
  const rows = more ? read.slice(0, size) : read;
  return {
    ...count,
    order: cursorOrder(order).name,
    rows: fromEnd ? [...rows].reverse() : rows,
    hasNextPage: fromEnd ? before !== undefined : more,
    hasPreviousPage: fromEnd ? more : after !== undefined,
  };
}

function connectionWriter(reading: Reading, asked: readonly AskedField[], columns: UserColumns): Write<Page> {
  return objectWriter<Page>('UserConnection', asked, ({ name, nodes }) => {
    if (name === 'totalCount') return ({ totalCount }) => String(totalCount);
    if (name === 'totalCountIsCapped') return ({ totalCountIsCapped }) => String(totalCountIsCapped);
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
