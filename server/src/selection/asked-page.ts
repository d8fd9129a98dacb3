import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from './selected-field.js';

/** The selection of an operation on a page: the rows, the count, and the fields of each row. */
export interface AskedPage {
  rows: boolean;
  count: boolean;
  row: SelectedField[];
}

/** The selection of a field that returns a connection. */
export function askedPage(info: GraphQLResolveInfo): AskedPage {
  const fields = subfieldsOf(readField(info));
  const names = new Set(fields.map(({ name }) => name));
  const rows = fields.flatMap((field) => {
    if (field.name === 'nodes') return [field];
    return field.name === 'edges' ? subfieldsOf(field).filter(({ name }) => name === 'node') : [];
  });
  return {
    rows: ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name)),
    count: names.has('totalCount'),
    row: rows.flatMap((row) => subfieldsOf(row)),
  };
}
