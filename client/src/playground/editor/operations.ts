import { graphqlLanguage } from 'cm6-graphql';

type SyntaxNode = ReturnType<typeof graphqlLanguage.parser.parse>['topNode'];

export interface Operation {
  kind: 'query' | 'mutation' | 'subscription';
  /** Undefined where it has none. */
  name: string | undefined;
  from: number;
  to: number;
}

/** The operations of a document, in its order. A fault elsewhere in it, as while it is written, hides none of them. */
export function operationsIn(document: string): Operation[] {
  return definitionsIn(document)
    .filter(({ name }) => name === 'OperationDefinition')
    .map((node) => ({
      kind: kindOf(textOf(node.getChild('OperationType'), document)),
      name: textOf(node.getChild('Name'), document),
      from: node.from,
      to: node.to,
    }));
}

/** The one that the cursor stands in, else the one before it, else the first. */
export function operationAt(operations: readonly Operation[], cursor: number): Operation | undefined {
  return operations.findLast(({ from }) => from <= cursor) ?? operations[0];
}

/**
 * The document with one of its operations and the fragments that it uses: the server counts what is in a document,
 * and refuses a fragment that nothing uses. What is left out becomes blank, so that places in errors stay right.
 */
export function documentOf(document: string, operation: Operation): string {
  const definitions = definitionsIn(document);
  const fragments = new Map(
    definitions
      .filter(({ name }) => name === 'FragmentDefinition')
      .map((node) => [textOf(node.getChild('FragmentName'), document), node]),
  );
  const kept = new Set<SyntaxNode>();
  function keep(node: SyntaxNode): void {
    kept.add(node);
    for (const name of spreadsIn(node, document)) {
      const fragment = fragments.get(name);
      if (fragment && !kept.has(fragment)) keep(fragment);
    }
  }
  const chosen = definitions.find(({ from }) => from === operation.from);
  if (!chosen) return document;
  keep(chosen);
  let text = document;
  for (const { from, to } of definitions.filter((node) => isLeftOut(node, kept)))
    text = text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to);
  return text;
}

function isLeftOut(node: SyntaxNode, kept: ReadonlySet<SyntaxNode>): boolean {
  return ['OperationDefinition', 'FragmentDefinition'].includes(node.name) && !kept.has(node);
}

function definitionsIn(document: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let node = graphqlLanguage.parser.parse(document).topNode.firstChild; node; node = node.nextSibling)
    found.push(node);
  return found;
}

function spreadsIn(node: SyntaxNode, document: string): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  node.cursor().iterate((each) => {
    if (each.name === 'FragmentSpread') names.push(textOf(each.node.getChild('FragmentName'), document));
  });
  return names;
}

function textOf(node: SyntaxNode | null, document: string): string | undefined {
  return node ? document.slice(node.from, node.to) : undefined;
}

function kindOf(text: string | undefined): Operation['kind'] {
  return text === 'mutation' || text === 'subscription' ? text : 'query';
}
