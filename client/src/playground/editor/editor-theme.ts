import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours are in playground.css; they reach into the editor's shadow tree as custom properties. */
export const highlightStyle = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.propertyName, tags.atom], color: 'var(--code-field)' },
  { tag: tags.attributeName, color: 'var(--code-argument)' },
  { tag: tags.variableName, color: 'var(--code-variable)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.integer, tags.float, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.special(tags.name), color: 'var(--code-enum)' },
  { tag: [tags.lineComment, tags.comment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.paren, tags.brace, tags.separator], color: 'var(--code-punctuation)' },
]);

const panel = {
  backgroundColor: 'var(--ui-bg-elevated)',
  color: 'var(--ui-text)',
};
const floating = {
  ...panel,
  backgroundColor: 'var(--ui-bg)',
  border: '1px solid var(--ui-border-accented)',
  borderRadius: '6px',
  boxShadow: '0 4px 16px rgb(0 0 0 / .16)',
};

export const editorTheme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--ui-text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-line': { unicodeBidi: 'plaintext' },
  '.cm-content': { caretColor: 'var(--ui-text-highlighted)', paddingBlock: '8px' },
  '.cm-cursor': { borderLeftColor: 'var(--ui-text-highlighted)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ui-text-dimmed)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': {
    backgroundColor: 'color-mix(in oklab, var(--ui-primary) 5%, transparent)',
  },
  '.cm-fold-mark': { display: 'inline-block', width: '12px', cursor: 'pointer', textAlign: 'center' },
  '.cm-fold-mark::before': { content: '"▾"' },
  '.cm-fold-mark.cm-folded::before': { content: '"▸"' },
  '.cm-foldPlaceholder': { ...panel, border: '1px solid var(--ui-border-accented)', padding: '0 6px' },
  '.cm-matchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in oklab, var(--ui-primary) 20%, transparent)',
  },
  '.cm-selectionMatch, .cm-searchMatch': {
    backgroundColor: 'color-mix(in oklab, var(--ui-warning) 20%, transparent)',
  },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in oklab, var(--ui-warning) 40%, transparent)' },
  '.cm-panels': { ...panel, borderBottom: '1px solid var(--ui-border)', fontFamily: 'var(--font-sans)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--ui-border)' },
  '.cm-panel.cm-search, .cm-panel.cm-gotoLine': { padding: '6px 28px 6px 8px' },
  '.cm-panel :is(label, button, input)': { fontSize: '12px', verticalAlign: 'middle' },
  '.cm-panel :is(button, input:not([type=checkbox]))': { minHeight: '26px', borderRadius: '4px' },
  '.cm-textfield': {
    ...panel,
    backgroundColor: 'var(--ui-bg)',
    border: '1px solid var(--ui-border-accented)',
  },
  '.cm-button': { ...panel, backgroundImage: 'none', border: '1px solid var(--ui-border-accented)' },
  '.cm-panel button[name=close]': {
    color: 'var(--ui-text)',
    fontSize: '16px',
    minWidth: '24px',
    minHeight: '24px',
  },
  '.cm-tooltip': {
    ...floating,
    maxWidth: 'min(32rem, 90vw)',
    fontFamily: 'var(--font-sans)',
    fontSize: '13px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '15em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'color-mix(in oklab, var(--ui-primary) 14%, var(--ui-bg))',
    color: 'var(--ui-text-highlighted)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: 'var(--ui-primary)' },
  '.cm-completionDetail': { color: 'var(--ui-text-muted)', fontStyle: 'normal', marginInlineStart: '12px' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 12px', whiteSpace: 'pre-line' },
  // Where there is no room beside the list it would lie on it.
  '.cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow': { display: 'none' },
  '.cm-diagnostic': { padding: '6px 10px', borderInlineStartWidth: '3px' },
  '.cm-hover': { padding: '8px 12px', whiteSpace: 'pre-line' },
  '.cm-hover code': { fontFamily: 'var(--font-mono)', color: 'var(--ui-text-highlighted)' },
  '.cm-hover p': { margin: '4px 0 0' },
});
