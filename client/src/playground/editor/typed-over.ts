import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection, done here and not by the browser: Chromium would keep the look of what was there by an inline
 * style, which the Content-Security-Policy refuses, with a complaint in the browser's console.
 */
export const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data: text, inputType } = event;
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== 'insertText' || text === null || empty || view.composing) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    // Such as the one that puts a selection into brackets.
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
    return true;
  },
});
