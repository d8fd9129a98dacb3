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
import { MAX_COST } from '../guards/document.limits.js';
import { operationCost } from '../guards/operation-cost.js';
import { isUuid } from '../pagination/cursor.js';
import { STORED, userStatement } from '../users/user.row.js';
import { type AskedField, askedOf, objectWriter, type Reading, Unusual } from './answer-writer.js';
import type { Statements } from './statements.js';
import { type ListPlan, userListPlan } from './user-list.plan.js';
import { userColumnsOf, userWriter } from './user-writer.js';

/** By its variables, how an operation is read; the same as for a list. */
export type Plan = ListPlan;

/** The plan of an operation that was accepted; undefined where it has to be executed. */
export function planOf(
  schema: GraphQLSchema,
  statements: Statements,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Plan | undefined {
  // With the largest pages it costs no more than it may, so its variables need not be looked at.
  if (hasDirectives(document) || operationCost({ schema, document, operation }) > MAX_COST) return undefined;
  if (operation.operation !== OperationTypeNode.QUERY) return undefined;
  const type = schema.getQueryType() as GraphQLObjectType;
  const reading = { schema, fragments: fragmentsOf(document) };
  const asked = [...collectFields(schema, reading.fragments, {}, type, operation.selectionSet)];
  const [first, ...others] = asked;
  if (!first || others.length > 0) return undefined;
  const [key, nodes] = first;
  const field = { name: nodes[0]?.name.value ?? '', key, nodes };
  try {
    if (field.name === 'users') return listAnswer(reading, statements, type, field);
    return field.name === 'user' ? userAnswer(reading, statements, type, field) : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

function listAnswer(reading: Reading, statements: Statements, type: GraphQLObjectType, field: AskedField): Plan {
  const plan = userListPlan(reading, statements, definitionOf(type, field), field);
  return (variables) => {
    const list = plan(variables);
    return list && { steps: list.steps, write: (results) => dataOf(field, list.write(results)) };
  };
}

function userAnswer(reading: Reading, statements: Statements, type: GraphQLObjectType, field: AskedField): Plan {
  const asked = askedOf(reading, 'User', field.nodes);
  const columns = userColumnsOf(asked);
  if (!columns.every((name) => name === 'roles' || (STORED as readonly string[]).includes(name))) {
    throw new Unusual('a column');
  }
  const write = userWriter(reading, asked, columns);
  const statement = statements.get(`user ${columns.join()}`, () => userStatement('', { fields: new Set(columns) }));
  const definition = definitionOf(type, field);
  const [node] = field.nodes;
  return (variables) => {
    const { id } = getArgumentValues(definition, node as never, variables) as { id: string };
    if (!isUuid(id)) return undefined;
    return {
      steps: [{ statement, values: [id] }],
      write: ([result]) => dataOf(field, result?.[0] ? write(result[0]) : 'null'),
    };
  };
}

/** As Apollo Server ends an answer: with a line break. */
function dataOf({ key }: AskedField, value: string): string {
  return `{"data":{${JSON.stringify(key)}:${value}}}\n`;
}

function definitionOf(type: GraphQLObjectType, { name }: AskedField) {
  return type.getFields()[name] as never;
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
