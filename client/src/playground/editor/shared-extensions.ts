import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type Completion,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  type Command,
  EditorView,
  highlightActiveLine,
  type KeyBinding,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { editorTheme, highlightStyle } from './editor-theme';
import { typedOver } from './typed-over';

/** The console's own: the palette opens by Ctrl+K, an operation is run by Ctrl+Enter. */
const TAKEN = ['Ctrl-k', 'Mod-k', 'Mod-Enter'];

/** What every editor has, the answer's too. */
const common: Extension = [
  lineNumbers(),
  foldGutter({ markerDOM: foldMark }),
  bracketMatching(),
  search({ top: true }),
  highlightSelectionMatches(),
  // A phone is too narrow for a long line, and a line that scrolls sideways hides its end.
  EditorView.lineWrapping,
  editorTheme,
  syntaxHighlighting(highlightStyle),
  // But a comment in Arabic or Hebrew is a sentence of its own.
  EditorView.perLineTextDirection.of(true),
  // The editors keep left to right in every language: what is in them is code.
  EditorView.contentAttributes.of({
    dir: 'ltr',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocorrect: 'off',
  }),
];

/**
 * To write in. Tab is left to the browser, which leads on to the next control; it only takes a completion that is
 * open. `keys` come before all others.
 */
export function writing(keys: readonly KeyBinding[]): Extension {
  return [
    keymap.of([...keys, { key: 'Tab', run: complete }]),
    common,
    history(),
    typedOver,
    closeBrackets(),
    autocompletion({ icons: false, compareCompletions: ownLast }),
    indentOnInput(),
    highlightActiveLine(),
    // As it is without; axe takes an element for reachable by an attribute alone.
    EditorView.contentAttributes.of({ tabindex: '0' }),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap.filter(({ key }) => !TAKEN.includes(key ?? '')),
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
    ]),
  ];
}

/** To read only: the arrow keys scroll it, it can be searched, and a phone opens no keyboard for it. */
export const reading: Extension = [
  common,
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true', 'aria-multiline': 'true' }),
  keymap.of([...searchKeymap, ...foldKeymap]),
];

/** For a moment after it has opened, a list of completions takes no key; Tab does not leave the editor then either. */
const complete: Command = (view) => acceptCompletion(view) || completionStatus(view.state) === 'active';

/** What GraphQL has for itself, such as __typename, is wanted least. */
function ownLast(a: Completion, b: Completion): number {
  const isOwn = ({ label }: Completion) => Number(label.startsWith('__'));
  return isOwn(a) - isOwn(b) || a.label.localeCompare(b.label);
}

function foldMark(open: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = open ? 'cm-fold-mark' : 'cm-fold-mark cm-folded';
  mark.ariaHidden = 'true';
  return mark;
}
