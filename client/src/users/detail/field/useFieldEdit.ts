import { useEventListener } from '@vueuse/core';
import { computed, nextTick, onMounted, type Ref, watch } from 'vue';
import type { EditField } from '../../editor/form/user-draft';
import type { UserEditor } from '../../editor/useUserEditor';

interface FieldEditOptions {
  field: () => EditField;
  editor: () => UserEditor;
  root: Readonly<Ref<HTMLElement | null>>;
  /** What of the open field takes the focus, as a selector. */
  focusOn: () => string;
  save: () => void;
}

/**
 * How one field is opened and left: Enter, and leaving it, save it; Escape takes back what was typed. The focus stays at the
 * field, unless it was left.
 */
export function useFieldEdit({ field, editor, root, focusOn, save }: FieldEditOptions) {
  const isOpen = computed(() => editor().isOpen(field()));
  let keepsFocus = false;

  const isWithin = (target: EventTarget | null) =>
    target instanceof Node && root.value?.contains(target) === true;

  /** A refused field that has not changed since would be refused again. */
  function leave(): void {
    if (!isOpen.value || editor().refusalOf(field())) return;
    if (editor().isChanged(field())) save();
    else editor().cancel(field());
  }

  function submit(): void {
    const undecided = root.value?.querySelector<HTMLElement>('[data-conflict=undecided] button');
    if (undecided) return undecided.focus();
    keepsFocus = true;
    save();
  }

  function cancel(): void {
    keepsFocus = true;
    editor().cancel(field());
  }

  useEventListener(root, 'keydown', (event) => {
    if (!isOpen.value || event.isComposing) return;
    const { key, target } = event;
    const isButton = target instanceof Element && target.closest('button:not([role=checkbox]), a') !== null;
    if (key !== 'Escape' && (key !== 'Enter' || isButton)) return;
    // The key would close the panel or dialog around it.
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Escape') cancel();
    else submit();
  });
  // A press on a label, or another window, takes the focus from a field to nowhere: it was not left.
  useEventListener(root, 'focusout', ({ relatedTarget }) => {
    if (relatedTarget && !isWithin(relatedTarget)) leave();
  });
  // Before the press does anything: what is saved is on its way then.
  useEventListener(document, 'pointerdown', ({ target }) => !isWithin(target) && leave(), { capture: true });

  // Opened from another tab.
  onMounted(() => editor().isActive(field()) && void takeFocus(true));
  watch(isOpen, (now) => {
    const { activeElement } = document;
    const isHere = !activeElement || activeElement === document.body || isWithin(activeElement);
    const takesFocus = now ? editor().isActive(field()) || isHere : keepsFocus;
    keepsFocus = false;
    if (takesFocus) void takeFocus(now);
  });

  async function takeFocus(now: boolean): Promise<void> {
    await nextTick();
    const target = root.value?.querySelector<HTMLElement>(now ? focusOn() : '[data-edit]');
    target?.focus();
    if (now && target instanceof HTMLInputElement) target.select();
  }

  return { isOpen, submit, cancel };
}
