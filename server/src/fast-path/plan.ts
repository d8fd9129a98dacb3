import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import type { Viewer } from '../access/viewer.js';
import type { Result } from '../database/pipeline-batch.js';
import { type AskedField, Unusual } from './answer-writer.js';
import { createUserPlan } from './create-user.plan.js';
import type { LaneStep } from '../database/lanes.js';
import type { Statements } from '../database/statements.js';

/** Who asks, as a plan needs to know. */
export interface Asker {
  viewer: Viewer;
  /** The access epoch at which the viewer was looked up. */
  epoch: string;
  requestId: string;
  /** Of an Idempotency-Key header. */
  key: string | undefined;
  address: string;
  /** To be called with the id of who was created. */
  created: (id: string) => void;
}

/** What is run for a request, and how its answer is written; undefined where the resolvers must answer after all. */
export interface Planned {
  steps: LaneStep[];
  answer: (results: readonly Result[]) => string | undefined;
}

/** It sees for itself that the epoch is still the asker's. Undefined where the resolvers must answer. */
export type CreatePlan = (variables: Readonly<Record<string, unknown>>, asker: Asker) => Planned | undefined;

/** The plan of createUser alone, without directives; undefined for any other operation. */
export function createUserPlanOf(
  schema: GraphQLSchema,
  statements: Statements,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CreatePlan | undefined {
  if (operation.operation !== OperationTypeNode.MUTATION || hasDirectives(document)) return undefined;
  const type = schema.getRootType(operation.operation) as GraphQLObjectType;
  const reading = { schema, fragments: fragmentsOf(document) };
  const asked = [...collectFields(schema, reading.fragments, {}, type, operation.selectionSet)];
  const [first, ...others] = asked;
  if (!first || others.length > 0) return undefined;
  const [key, nodes] = first;
  const field = { name: nodes[0]?.name.value ?? '', key, nodes };
  if (field.name !== 'createUser') return undefined;
  try {
    const plan = createUserPlan(reading, statements, type, field);
    return (variables, asker) => inData(field, plan(variables, asker));
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** As Apollo Server writes an answer: the line break included. */
function inData({ key }: AskedField, planned: Planned | undefined): Planned | undefined {
  return (
    planned && {
      ...planned,
      answer(results) {
        const value = planned.answer(results);
        return value === undefined ? undefined : `{"data":{${JSON.stringify(key)}:${value}}}\n`;
      },
    }
  );
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as never;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** What hangs on a directive is not known before its variables are. */
function hasDirectives(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive() {
      found = true;
    },
  });
  return found;
}
