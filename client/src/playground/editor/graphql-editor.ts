import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { getSchema, graphql, offsetToPos, showInDocsCommand } from 'cm6-graphql';
import { getHoverInformation } from 'graphql-language-service';
import { writing } from './shared-extensions';

/** What documentation is asked for: a type, and one of its fields. */
export interface Subject {
  type: string;
  field?: string;
}

/** For operations: GraphiQL's own language support for CodeMirror. The schema comes later, by updateSchema. */
export function graphqlEditor(show: (subject: Subject) => void): Extension {
  const options = {
    onShowInDocs: (field?: string, type?: string, parent?: string) => {
      const named = type?.replace(/[[\]!]/g, '');
      if (field !== undefined && parent !== undefined) show({ type: parent, field });
      else if (named !== undefined) show({ type: named });
    },
  };
  const documentation = { key: 'F1', run: (view: EditorView) => showInDocsCommand(view) };
  return [writing([documentation]), graphql(undefined, options), hover];
}

/** What the schema says of the word under the pointer. */
const hover = hoverTooltip((view, position) => {
  const schema = getSchema(view.state);
  const word = view.state.wordAt(position);
  if (!schema || !word) return null;
  // The place behind the first letter: the service looks for the token that ends at or behind it.
  const place = offsetToPos(view.state.doc, word.from + 1);
  const text = getHoverInformation(schema, view.state.doc.toString(), place);
  if (typeof text !== 'string' || text === '') return null;
  const [signature = '', ...description] = text.split('\n');
  return {
    pos: word.from,
    end: word.to,
    create: () => ({ dom: hoverBox(signature, description.join('\n').trim()) }),
  };
});

function hoverBox(signature: string, description: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-hover';
  const code = document.createElement('code');
  code.textContent = signature;
  box.append(code);
  if (description !== '') {
    const text = document.createElement('p');
    text.textContent = description;
    box.append(text);
  }
  return box;
}
