import type { GraphQLResolveInfo } from 'graphql';
import { askedPage } from '../../selection/asked-page.js';
import { readField, type SelectedField, subfieldsOf } from '../../selection/selected-field.js';

/** The selection of an operation on a job: the fields of the actor; undefined if the actor is not requested. */
export interface BulkJobSelection {
  actor: ReadonlySet<string> | undefined;
}

/** For a field that returns a job. */
export function jobSelection(info: GraphQLResolveInfo): BulkJobSelection {
  return selectionOf(subfieldsOf(readField(info)));
}

/** For `Query.node`. */
export function jobNodeSelection(info: GraphQLResolveInfo): BulkJobSelection {
  return selectionOf(subfieldsOf(readField(info), 'BulkJob'));
}

/** For a field that returns a payload with a job. */
export function payloadSelection(info: GraphQLResolveInfo): BulkJobSelection {
  const jobs = subfieldsOf(readField(info)).filter(({ name }) => name === 'job');
  return selectionOf(jobs.flatMap((job) => subfieldsOf(job)));
}

/** For a field that returns a page of jobs. */
export function jobPageSelection(info: GraphQLResolveInfo): BulkJobSelection {
  return selectionOf(askedPage(info).row);
}

/** The requested fields of users for a page of results; undefined if users are not requested. */
export function itemUserFields(info: GraphQLResolveInfo): ReadonlySet<string> | undefined {
  return fieldsBelow(askedPage(info).row, 'user');
}

function selectionOf(fields: SelectedField[]): BulkJobSelection {
  return { actor: fieldsBelow(fields, 'actor') };
}

function fieldsBelow(fields: SelectedField[], name: string): ReadonlySet<string> | undefined {
  const asked = fields.filter((field) => field.name === name);
  if (asked.length === 0) return undefined;
  return new Set(asked.flatMap((field) => subfieldsOf(field)).map((field) => field.name));
}
