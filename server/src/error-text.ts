import { GraphQLError, Kind, TokenKind, type ASTNode, print } from 'graphql';
import { tokensUpTo } from './guards/document/token-count.js';

/** Longer than any error text about our own documents, so it only cuts input of the client. In code units. */
const MAX_LENGTH = 300;

/** Tokens that contain a value, which may be a password. */
const VALUES: readonly string[] = [
  TokenKind.STRING,
  TokenKind.BLOCK_STRING,
  TokenKind.INT,
  TokenKind.FLOAT,
  TokenKind.COMMENT,
];

const VALUE_NODES: readonly string[] = [
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
];

/**
 * GraphQL.js's error text about a document or its variables, without their values: a value may be a password, and texts are
 * logged. Linear in the length of the text.
 */
export function textWithoutValues(error: GraphQLError): string {
  const [node] = error.nodes ?? [];
  if (node?.kind === Kind.VARIABLE_DEFINITION) return ofVariable(error, node.variable.name.value);
  if (node && VALUE_NODES.includes(node.kind)) return withoutLiteral(error.message, node);
  return isOfParser(error) ? ofParser(error) : shortened(error.message);
}

/** `Variable "$v" got invalid value … at "v.path"; reason`, where the reason is an error of its own. */
function ofVariable({ message, originalError }: GraphQLError, name: string): string {
  if (!(originalError instanceof GraphQLError) || !message.endsWith(originalError.message)) {
    return shortened(message);
  }
  const before = message.slice(0, -`; ${originalError.message}`.length);
  const start = before.lastIndexOf(` at "${name}`);
  // Names of the schema and places in lists: no value ends so.
  const path = start > 0 && before.endsWith('"') ? before.slice(start) : '';
  const reason = withoutRepresented(shortened(originalError.message));
  return shortened(`Variable "$${name}" has a value of the wrong kind${path}. ${reason}`);
}

/** Scalars say `X cannot represent …: value`, enums `Value "value" does not exist in …`. */
function withoutRepresented(text: string): string {
  const kind = text.indexOf(' cannot represent ');
  const value = text.indexOf(': ', kind);
  if (kind > 0 && value > 0) return `${text.slice(0, value)}.${hintIn(text)}`;
  const missing = text.lastIndexOf('" does not exist in ');
  return missing > 0 ? `That value${text.slice(missing + 1)}` : text;
}

/** `Expected value of type "X", found value.`, or as of a variable. */
function withoutLiteral(message: string, node: ASTNode): string {
  return shortened(withoutRepresented(message.replace(`, found ${print(node)}`, '')));
}

function isOfParser({ source, positions, nodes }: GraphQLError): boolean {
  return source !== undefined && positions !== undefined && nodes === undefined;
}

function ofParser({ message, source, positions, locations }: GraphQLError): string {
  const { kind } = source ? tokensUpTo(source, positions?.[0] ?? 0) : {};
  if (kind !== undefined && !VALUES.includes(kind)) return shortened(message);
  const [{ line, column } = { line: 1, column: 1 }] = locations ?? [];
  return `Syntax Error: Unexpected ${kind ?? 'character'} at ${line}:${column}.`;
}

const HINT = ' Did you mean ';

/** The suggestion of GraphQL.js for a misspelled name, which reveals existing names. */
export function hintIn(text: string): string {
  const start = text.lastIndexOf(HINT);
  return start < 0 ? '' : text.slice(start);
}

function shortened(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
}
