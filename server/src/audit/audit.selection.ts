import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from '../selection/selected-field.js';

/** The columns of entries that are read besides those that most operations request. */
export interface AuditColumns {
  /** The session, token, request and address. */
  origin: boolean;
  changes: boolean;
}

export const EVERY_COLUMN: AuditColumns = { origin: true, changes: true };

/** The selection of an operation on the audit trail; for actor and target the names of the fields. */
export interface AuditSelection extends AuditColumns {
  rows: boolean;
  count: boolean;
  actor: ReadonlySet<string> | undefined;
  target: ReadonlySet<string> | undefined;
}

/** The selection of a field that returns a page of entries. */
export function auditListSelection(info: GraphQLResolveInfo): AuditSelection {
  const fields = subfieldsOf(readField(info));
  const names = new Set(fields.map(({ name }) => name));
  const entries = fields.flatMap((field) => {
    if (field.name === 'nodes') return [field];
    return field.name === 'edges' ? subfieldsOf(field).filter(({ name }) => name === 'node') : [];
  });
  return {
    rows: ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name)),
    count: names.has('totalCount') || names.has('totalCountIsCapped'),
    ...ofEntry(entries.flatMap((entry) => subfieldsOf(entry))),
  };
}

/** The selection of `Query.node` for an entry. */
export function auditEntrySelection(info: GraphQLResolveInfo): AuditSelection {
  return { rows: true, count: false, ...ofEntry(subfieldsOf(readField(info), 'AuditEntry')) };
}

const ORIGIN = new Set(['sessionId', 'tokenId', 'requestId', 'address']);

function ofEntry(fields: SelectedField[]): Omit<AuditSelection, 'rows' | 'count'> {
  const of = (name: string) => {
    const asked = fields.filter((field) => field.name === name);
    return asked.length > 0
      ? new Set(asked.flatMap((field) => subfieldsOf(field)).map((field) => field.name))
      : undefined;
  };
  return {
    origin: fields.some(({ name }) => ORIGIN.has(name)),
    changes: fields.some(({ name }) => name === 'changes'),
    actor: of('actor'),
    target: of('target'),
  };
}
