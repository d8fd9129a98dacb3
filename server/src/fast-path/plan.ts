import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getArgumentValues,
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
import { MAX_COST } from '../guards/document.limits.js';
import { operationCost } from '../guards/operation-cost.js';
import { isUuid } from '../pagination/cursor.js';
import { userStatement } from '../users/user.row.js';
import { type AskedField, askedOf, type Reading, Unusual } from './answer-writer.js';
import { createUserPlan } from './create-user.plan.js';
import type { LaneStep, Statements } from './statements.js';
import { userListPlan } from './user-list.plan.js';
import { userColumnsOf, userWriter } from './user-writer.js';

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

export interface Plan {
  /** A plan that writes sees for itself that the epoch is still the asker's. */
  writes: boolean;
  /** @returns undefined where the resolvers must answer. */
  read(variables: Readonly<Record<string, unknown>>, asker: Asker): Planned | undefined;
}

/** The plan of an operation that was accepted; undefined where it has to be executed. */
export function planOf(
  schema: GraphQLSchema,
  statements: Statements,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Plan | undefined {
  // With the largest pages it costs no more than it may, so its variables need not be looked at.
  if (hasDirectives(document) || operationCost({ schema, document, operation }) > MAX_COST) return undefined;
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  const type = schema.getRootType(operation.operation) as GraphQLObjectType;
  const reading = { schema, fragments: fragmentsOf(document) };
  const asked = [...collectFields(schema, reading.fragments, {}, type, operation.selectionSet)];
  const [first, ...others] = asked;
  if (!first || others.length > 0) return undefined;
  const [key, nodes] = first;
  const field = { name: nodes[0]?.name.value ?? '', key, nodes };
  const make = operation.operation === OperationTypeNode.QUERY ? QUERIES[field.name] : MUTATIONS[field.name];
  try {
    const plan = make?.(reading, statements, type, field);
    return plan && { ...plan, read: (variables, asker) => inData(field, plan.read(variables, asker)) };
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

type Make = (reading: Reading, statements: Statements, type: GraphQLObjectType, field: AskedField) => Plan;

const QUERIES: Readonly<Record<string, Make>> = { users: usersPlan, user: userPlan };
const MUTATIONS: Readonly<Record<string, Make>> = { createUser: createUserPlan };

function usersPlan(
  reading: Reading,
  statements: Statements,
  type: GraphQLObjectType,
  field: AskedField,
): Plan {
  const plan = userListPlan(reading, statements, type.getFields()[field.name] as never, field);
  return {
    writes: false,
    read(variables) {
      const { steps, write } = plan(variables);
      return { steps, answer: write };
    },
  };
}

function userPlan(
  reading: Reading,
  statements: Statements,
  type: GraphQLObjectType,
  field: AskedField,
): Plan {
  const asked = askedOf(reading, 'User', field.nodes);
  const columns = userColumnsOf(asked);
  const write = userWriter(reading, asked, columns);
  const statement = statements.get(`user ${columns.join()}`, () =>
    userStatement('', { fields: new Set(columns) }),
  );
  const definition = type.getFields()[field.name] as never;
  const [node] = field.nodes;
  return {
    writes: false,
    read(variables) {
      const { id } = getArgumentValues(definition, node as never, variables) as { id: string };
      if (!isUuid(id)) return undefined;
      return {
        steps: [{ statement, values: [id], lane: 'short' }],
        answer: ([result]) => (result?.[0] ? write(result[0]) : 'null'),
      };
    },
  };
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
