/** A message as a build has it: its tree, short (`b`, `s`) or in full. See messages.plugin.ts. */
interface Tree {
  b?: { s?: string };
  body?: { static?: string };
}

/** What a message with a placeholder, forms or a link to another has in it. */
const SYNTAX = /[{}|@]/;

/** The texts of a catalogue that have no value in them. */
export function ownTexts(catalogue: object): Set<string> {
  const texts = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node === 'string') {
      if (!SYNTAX.test(node)) texts.add(node.trim());
    } else if (isTree(node)) {
      const text = node.b?.s ?? node.body?.static;
      if (text !== undefined) texts.add(text.trim());
    } else if (typeof node === 'object' && node !== null) {
      Object.values(node).forEach(visit);
    }
  };
  visit(catalogue);
  return texts;
}

function isTree(node: unknown): node is Tree {
  if (typeof node !== 'object' || node === null) return false;
  // Sections hold texts and sections; a tree has the number of its type.
  return Object.values(node).some((value) => typeof value === 'number');
}
