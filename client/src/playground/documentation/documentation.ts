import {
  astFromValue,
  getNamedType,
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  print,
} from 'graphql';
import { membersOf } from './schema-search';

/** A field, an argument, a field of an input or a value of an enum, as the documentation shows it. */
export interface Entry {
  name: string;
  description: string | undefined;
  /** As it is written: [User!]!. Values have none. */
  type: string | undefined;
  /** The type that the documentation leads on to. */
  leadsTo: string | undefined;
  /** As it is written; undefined where there is none. */
  defaultValue: string | undefined;
  /** Why it is to be left alone; undefined where it is not. */
  deprecated: string | undefined;
  args: Entry[];
}

export interface TypePage {
  name: string;
  kind: 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  description: string | undefined;
  entries: Entry[];
  interfaces: string[];
  possible: string[];
  /** Where it comes up: Type.field. */
  usedBy: { type: string; member: string }[];
}

export function typePage(schema: GraphQLSchema, name: string): TypePage | undefined {
  const type = schema.getType(name);
  if (!type) return undefined;
  return {
    name,
    kind: kindOf(type),
    description: type.description ?? undefined,
    entries: membersOf(type).map(entryOf),
    interfaces:
      isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().map((each) => each.name) : [],
    possible: isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [],
    usedBy: usesOf(schema, name),
  };
}

/** The types at which every operation begins. */
export function rootTypes(schema: GraphQLSchema): string[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type ? [type.name] : [],
  );
}

type Member = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument | GraphQLEnumValue;

function entryOf(member: Member): Entry {
  const type = 'type' in member ? member.type : undefined;
  const named = type && getNamedType(type);
  return {
    name: member.name,
    description: member.description ?? undefined,
    type: type && String(type),
    leadsTo: named?.name,
    defaultValue: defaultOf(member),
    deprecated: member.deprecationReason ?? undefined,
    args: 'args' in member ? member.args.map(entryOf) : [],
  };
}

function defaultOf(member: Member): string | undefined {
  if (!('defaultValue' in member) || member.defaultValue === undefined) return undefined;
  const value = astFromValue(member.defaultValue, member.type);
  return value ? print(value) : undefined;
}

function usesOf(schema: GraphQLSchema, name: string): TypePage['usedBy'] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .flatMap((type) =>
      membersOf(type)
        .map(entryOf)
        .filter(({ leadsTo, args }) => leadsTo === name || args.some((each) => each.leadsTo === name))
        .map(({ name: member }) => ({ type: type.name, member })),
    );
}

function kindOf(type: GraphQLNamedType): TypePage['kind'] {
  if (isScalarType(type)) return 'scalar';
  if (isEnumType(type)) return 'enum';
  if (isInputObjectType(type)) return 'input';
  if (isUnionType(type)) return 'union';
  return isInterfaceType(type) ? 'interface' : 'object';
}
