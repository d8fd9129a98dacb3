import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from './selected-field.js';

/** What is asked of a page: its rows, its count, and of each row the fields. */
export interface AskedPage {
  rows: boolean;
  count: boolean;
  row: SelectedField[];
}

/** Reads what is asked of a field that answers with a connection. */
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
