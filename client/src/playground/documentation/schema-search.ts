import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** A type, or a field, argument or value of it. */
export interface Place {
  type: string;
  member?: string;
}

export interface Found extends Place {
  /** What the search has found it by. */
  name: string;
}

/** More than so many nobody reads; a further letter finds fewer. */
const MAX_RESULTS = 60;

/**
 * The types and members whose name holds the words, the nearest first: the name itself, one that starts so, one that
 * holds it; then those whose description does.
 */
export function searchSchema(schema: GraphQLSchema, query: string): Found[] {
  const words = query
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  const wanted = words.join('');
  if (wanted === '') return [];
  const ranked: { rank: number; found: Found }[] = [];
  for (const type of typesOf(schema)) {
    note({ type: type.name, name: type.name }, type.description);
    for (const { name, description } of membersOf(type))
      note({ type: type.name, member: name, name }, description);
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_RESULTS)
    .map(({ found }) => found);

  function note(found: Found, description: string | null | undefined): void {
    const name = found.name.toLowerCase();
    const whole = `${found.type} ${found.member ?? ''} ${description ?? ''}`.toLowerCase();
    if (name === wanted) ranked.push({ rank: 0, found });
    else if (name.startsWith(wanted)) ranked.push({ rank: 1, found });
    else if (name.includes(wanted)) ranked.push({ rank: 2, found });
    else if (words.every((word) => whole.includes(word))) ranked.push({ rank: 3, found });
  }
}

/** All but those that introspection has for itself, by name. */
export function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function membersOf(type: GraphQLNamedType) {
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
    return Object.values(type.getFields());
  return isEnumType(type) ? [...type.getValues()] : [];
}
