import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';

/** The size of a document, with its fragments counted at each spread. Of several operations, the largest one. */
export interface DocumentSize {
  /** Nested fields. A rule of GraphQL.js limits introspection, which counts as one level. */
  depth: number;
  /** At the outermost level. */
  fields: number;
  aliases: number;
  directives: number;
  /** Whether it queries the schema. */
  introspects: boolean;
  /** Aliases in its queries of the schema. */
  schemaAliases: number;
}

const NOTHING: DocumentSize = {
  depth: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  introspects: false,
  schemaAliases: 0,
};

/**
 * Measures a document that need not be valid. A fragment is read once, however often it is spread. So the time grows only with
 * the text, even if the answer's size doubles with each line.
 */
export function documentSize(document: DocumentNode): DocumentSize {
  const sizes = new Map<string, DocumentSize>();

  function ofFragment(name: string): DocumentSize {
    const known = sizes.get(name);
    if (known) return known;
    // For a fragment that spreads itself, which another rule refuses.
    sizes.set(name, NOTHING);
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return NOTHING;
    // Only the schema's own types have such names.
    const ofSchema = fragment.typeCondition.name.value.startsWith('__');
    const size = ofSelections(fragment.selectionSet, ofSchema);
    sizes.set(name, size);
    return size;
  }

  function ofSelections(set: SelectionSetNode | undefined, ofSchema: boolean): DocumentSize {
    return (set?.selections ?? []).reduce(
      (total, selection) => sum(total, ofSelection(selection, ofSchema)),
      NOTHING,
    );
  }

  function ofSelection(selection: SelectionNode, ofSchema: boolean): DocumentSize {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return plus(ofFragment(selection.name.value), { directives });
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return plus(ofSelections(selection.selectionSet, ofSchema), { directives });
    }
    const introspects = ofSchema || ['__schema', '__type'].includes(selection.name.value);
    const inside = ofSelections(selection.selectionSet, introspects);
    const aliases = selection.alias ? 1 : 0;
    const size = plus(inside, { directives, aliases, schemaAliases: ofSchema ? aliases : 0 });
    const depth = introspects ? 1 : inside.depth + 1;
    return { ...size, fields: 1, depth, introspects: introspects || inside.introspects };
  }

  return document.definitions.reduce((largest, definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return largest;
    const directives = definition.directives?.length ?? 0;
    return larger(largest, plus(ofSelections(definition.selectionSet, false), { directives }));
  }, NOTHING);
}

type Counts = Partial<Pick<DocumentSize, 'aliases' | 'directives' | 'schemaAliases'>>;

function plus(size: DocumentSize, { aliases = 0, directives = 0, schemaAliases = 0 }: Counts): DocumentSize {
  return {
    ...size,
    aliases: size.aliases + aliases,
    directives: size.directives + directives,
    schemaAliases: size.schemaAliases + schemaAliases,
  };
}

/** The size of two selections side by side. */
function sum(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    ...plus(a, b),
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    introspects: a.introspects || b.introspects,
  };
}

/** The larger of two operations, of which one will be executed. */
function larger(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: Math.max(a.fields, b.fields),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    introspects: a.introspects || b.introspects,
    schemaAliases: Math.max(a.schemaAliases, b.schemaAliases),
  };
}
