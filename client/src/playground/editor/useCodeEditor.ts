import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { onBeforeUnmount, onMounted, type Ref, shallowRef, watch } from 'vue';
import { difference } from './difference';

interface CodeEditorOptions {
  /** Inside this element. */
  host: Readonly<Ref<HTMLElement | null>>;
  text: () => string;
  extensions: Extension;
  /** What changes while it is on screen, such as texts in the language chosen. */
  changing: () => Extension;
  changed: (text: string) => void;
}

/**
 * A CodeMirror editor. It stands in a shadow tree: there CodeMirror puts its styles into a constructed stylesheet,
 * which the Content-Security-Policy allows, and in the page itself into a <style> element, which it refuses.
 */
export function useCodeEditor({ host, text, extensions, changing, changed }: CodeEditorOptions) {
  const view = shallowRef<EditorView>();
  const compartment = new Compartment();

  onMounted(() => {
    const element = host.value;
    if (!element) return;
    const root = element.attachShadow({ mode: 'open' });
    view.value = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text(),
        extensions: [
          compartment.of(changing()),
          extensions,
          EditorView.updateListener.of(
            ({ docChanged, state }) => docChanged && changed(state.doc.toString()),
          ),
        ],
      }),
    });
  });
  onBeforeUnmount(() => view.value?.destroy());

  watch(changing, (now) => view.value?.dispatch({ effects: compartment.reconfigure(now) }));
  watch(text, (now) => {
    const change = view.value && difference(view.value.state.doc.toString(), now);
    if (change) view.value?.dispatch({ changes: change });
  });

  return view;
}
