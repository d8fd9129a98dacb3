import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type FieldResolver = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/** Fields whose resolver takes no `info`. */
const withoutInfo = new WeakSet<GraphQLField<unknown, unknown>>();

/** Whether a resolver may read the place of its field in the document and in the answer. */
export function readsInfo(field: GraphQLField<unknown, unknown>): boolean {
  return !withoutInfo.has(field);
}

/**
 * Removes TypeGraphQL's wrappers, which took half of the execution time of a list of twenty. TypeGraphQL wraps properties too,
 * and looks for a container, middlewares and parameters that we do not use. The executor reads properties itself, and resolvers
 * that take only the object and the context are called directly.
 */
export function makeResolversPlain(schema: GraphQLSchema): void {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
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
      else makePlain(field, resolver, instances);
    }
  }
}

function makePlain(
  field: GraphQLField<unknown, unknown>,
  { kind, target, methodName, params = [], middlewares = [] }: FieldResolver,
  instances: Map<unknown, object>,
): void {
  if (!params.some((param) => param.kind === 'info')) withoutInfo.add(field);
  const isPlain = params.every(
    (param) => (param.kind === 'root' && !param.getType) || param.kind === 'context',
  );
  const properties = params.some((param) => 'propertyName' in param && param.propertyName);
  if (kind !== 'external' || !isPlain || properties || middlewares.length > 0) return;
  let instance = instances.get(target);
  if (!instance) instances.set(target, (instance = new (target as new () => object)()));
  const method = (instance as Record<string, unknown>)[methodName] as (...given: unknown[]) => unknown;
  const order = params.toSorted((a, b) => a.index - b.index).map((param) => param.kind);
  field.resolve = callOf(method.bind(instance), order);
}

function callOf(method: (...given: unknown[]) => unknown, order: string[]): Resolve {
  const [first, second] = order;
  if (first === 'root' && second === undefined) return (root) => method(root);
  if (first === 'root') return (root, _args, context) => method(root, context);
  return (root, _args, context) => method(...order.map((kind) => (kind === 'root' ? root : context)));
}

/** Payloads inherit methods from a shared class. */
function isOrExtends(type: unknown, base: unknown): boolean {
  for (let each = type; typeof each === 'function'; each = Object.getPrototypeOf(each) as unknown)
    if (each === base) return true;
  return false;
}
