import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type Method = (this: unknown, ...given: unknown[]) => unknown;
type FieldResolver = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];
type Resolver = Pick<FieldResolver, 'kind' | 'target' | 'methodName' | 'params' | 'middlewares'>;
type Param = NonNullable<FieldResolver['params']>[number];

/** Fields whose resolver takes no `info`. */
const withoutInfo = new WeakSet<GraphQLField<unknown, unknown>>();

/** Whether a resolver may read the place of its field in the document and in the answer. */
export function readsInfo(field: GraphQLField<unknown, unknown>): boolean {
  return !withoutInfo.has(field);
}

/**
 * Removes TypeGraphQL's wrappers, which took half of the execution time of a list of twenty. They look for a container,
 * middlewares and parameters that we do not use, sort the parameters, copy the arguments and make a promise of each, for every
 * call. The executor reads properties itself, and resolvers are called directly, with the arguments as GraphQL.js coerces them.
 */
export function makeResolversPlain(schema: GraphQLSchema): void {
  const { fieldResolvers, objectTypes, queries, mutations } = getMetadataStorage();
  const instances = new Map<unknown, object>();
  for (const { name, target } of objectTypes) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    const own = new Map(
      fieldResolvers
        .filter(({ getObjectType, target: of }) => isOrExtends(target, getObjectType?.() ?? of))
        .map((each) => [each.schemaName, each]),
    );
    for (const field of Object.values(type.getFields())) {
      const resolver = own.get(field.name);
      if (!resolver) delete field.resolve;
      else {
        if (!takesInfo(resolver)) withoutInfo.add(field);
        makePlain(field, resolver, instances);
      }
    }
  }
  for (const [type, resolvers] of [
    [schema.getQueryType(), queries],
    [schema.getMutationType(), mutations],
  ] as const) {
    for (const resolver of resolvers) {
      const field = type?.getFields()[resolver.schemaName];
      // The results of mutations are kept by the path in `info` (root-results.ts).
      if (field && resolvers === queries && !takesInfo(resolver)) withoutInfo.add(field);
      if (field) makePlain(field, { ...resolver, kind: 'external' }, instances);
    }
  }
}

function takesInfo({ params = [] }: Pick<Resolver, 'params'>): boolean {
  return params.some(({ kind }) => kind === 'info');
}

function makePlain(
  field: GraphQLField<unknown, unknown>,
  { kind, target, methodName, params = [], middlewares = [] }: Resolver,
  instances: Map<unknown, object>,
): void {
  const order = params.toSorted((a, b) => a.index - b.index).map(readerOf);
  const isPlain = order.every((read) => read !== undefined);
  const { prototype } = target as { prototype: Record<string, unknown> };
  const method = prototype[methodName];
  if (!isPlain || typeof method !== 'function' || middlewares.length > 0) return;
  // A method of a payload is called on the object itself.
  if (kind === 'internal') return void (field.resolve = callOf(method as Method, order, undefined));
  let instance = instances.get(target);
  if (!instance) instances.set(target, (instance = new (target as new () => object)()));
  field.resolve = callOf(method as Method, order, instance);
}

/** Reads a parameter; undefined if only TypeGraphQL can. */
function readerOf(param: Param): Resolve | undefined {
  if ('propertyName' in param && param.propertyName) return undefined;
  if (param.kind === 'root') return (root) => root;
  if (param.kind === 'args') return (_root, args: unknown) => args;
  if (param.kind === 'context') return (_root, _args, context) => context;
  if (param.kind === 'info') return (_root, _args, _context, info) => info;
  if (param.kind !== 'arg') return undefined;
  const { name } = param;
  return (_root, args) => (args as Record<string, unknown>)[name];
}

/** @param instance undefined: the object that has the field */
function callOf(method: Method, order: Resolve[], instance: object | undefined): Resolve {
  const [first, second, third] = order;
  if (!first) return (root) => method.call(instance ?? root);
  if (!second)
    return (root, args, context, info) => method.call(instance ?? root, first(root, args, context, info));
  if (!third) {
    return (root, args, context, info) =>
      method.call(instance ?? root, first(root, args, context, info), second(root, args, context, info));
  }
  return (root, args, context, info) =>
    method.apply(
      instance ?? root,
      order.map((read) => read(root, args, context, info)),
    );
}

/** Payloads inherit methods from a shared class. */
function isOrExtends(type: unknown, base: unknown): boolean {
  for (let each = type; typeof each === 'function'; each = Object.getPrototypeOf(each) as unknown)
    if (each === base) return true;
  return false;
}
