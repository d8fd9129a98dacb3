import type { Texts } from '../../messages/messages';

/** What CodeMirror says and labels, by its own English, in the language on screen. */
export function editorPhrases(t: Texts['global']['t']): Record<string, string> {
  return {
    Find: t('playground.editor.find'),
    next: t('playground.editor.next'),
    previous: t('playground.editor.previous'),
    all: t('playground.editor.all'),
    'match case': t('playground.editor.matchCase'),
    regexp: t('playground.editor.regexp'),
    'by word': t('playground.editor.byWord'),
    Replace: t('playground.editor.replaceBy'),
    replace: t('playground.editor.replace'),
    'replace all': t('playground.editor.replaceAll'),
    close: t('playground.editor.close'),
    'current match': t('playground.editor.currentMatch'),
    'on line': t('playground.editor.onLine'),
    'replaced match on line $': t('playground.editor.replacedOnLine', { line: '$' }),
    'replaced $ matches': t('playground.editor.replacedMatches', { count: '$' }),
    'Go to line': t('playground.editor.goToLine'),
    go: t('playground.editor.go'),
    Completions: t('playground.editor.completions'),
    Diagnostics: t('playground.editor.faults'),
    'No diagnostics': t('playground.editor.noFaults'),
    'folded code': t('playground.editor.folded'),
    unfold: t('playground.editor.unfold'),
    to: t('playground.editor.to'),
    'Control character': t('playground.editor.controlCharacter'),
    'Selection deleted': t('playground.editor.selectionDeleted'),
  };
}
