import { jsonParseLinter } from '@codemirror/lang-json';
import { syntaxTree } from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { type EditorState, type Extension, StateEffect } from '@codemirror/state';
import type { EditorView, ViewUpdate } from '@codemirror/view';
import type { GraphQLSchema } from 'graphql';
import { readVariables, variableFaults } from './variables';

/** For which operation the variables are; asked at each check. */
export interface VariablesUse {
  schema: () => GraphQLSchema | undefined;
  /** The document with the operation alone; undefined while there is none. */
  document: () => string | undefined;
  /** What is said of a variable that the operation does not have. */
  unused: (name: string) => string;
  noObject: () => string;
}

const changed = StateEffect.define<null>();

/** Checks the variables once more: the operation that they are for is another one. */
export function checkAgain(view: EditorView): void {
  view.dispatch({ effects: changed.of(null) });
}

/** Marks what is no JSON, and else what the operation's variables can't take. */
export function variablesLint({ schema, document, unused, noObject }: VariablesUse): Extension {
  const parse = jsonParseLinter();
  const needsRefresh = ({ transactions }: ViewUpdate) =>
    transactions.some(({ effects }) => effects.some((effect) => effect.is(changed)));
  return linter(check, { needsRefresh });

  function check(view: EditorView): Diagnostic[] {
    const text = view.state.doc.toString();
    if (text.trim() === '') return missing(text);
    const unreadable = parse(view);
    if (unreadable.length > 0) return unreadable;
    const values = readVariables(text);
    if (!values) return [{ from: 0, to: text.length, severity: 'error', message: noObject() }];
    return faults(values).map(({ name, message, isWarning }) => ({
      ...placeOf(view.state, name),
      severity: isWarning ? 'warning' : 'error',
      message,
    }));
  }

  function faults(values: Record<string, unknown>) {
    const known = schema();
    const operation = document();
    return known && operation !== undefined ? variableFaults(known, operation, values, unused) : [];
  }

  /** An empty editor has no character to mark but the place itself. */
  function missing(text: string): Diagnostic[] {
    const [first] = faults({});
    return first ? [{ from: 0, to: text.length, severity: 'error', message: first.message }] : [];
  }
}

/** Of the variable's name in the text; of the first bracket where it is not there. */
function placeOf(state: EditorState, name: string | undefined): { from: number; to: number } {
  const object = syntaxTree(state).topNode.firstChild;
  for (const property of object?.getChildren('Property') ?? []) {
    const key = property.firstChild;
    if (key && state.sliceDoc(key.from, key.to) === JSON.stringify(name))
      return { from: key.from, to: key.to };
  }
  const from = object?.from ?? 0;
  return { from, to: from + 1 };
}
