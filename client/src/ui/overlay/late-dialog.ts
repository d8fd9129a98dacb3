import { type Component, computed, defineComponent, h, type ShallowRef, shallowRef, watch } from 'vue';
import { loadedOverlays, loadOverlays } from './late-overlay';
import type * as overlays from './overlays';

type Code = typeof overlays;

/** Until the next try to load the code. */
const RETRY_MS = 2_000;

/** Open dialogs that belong to a part of a page, and go with it. */
const openDialogs = shallowRef(0);
export const hasOpenDialog = computed(() => openDialogs.value > 0);

/** A dialog that is opened by `open`. There is nothing of it before it is opened for the first time. */
function lateDialog<Name extends 'Modal' | 'Slideover'>(name: Name): Code[Name] {
  const component = defineComponent({
    name: `Late${name}`,
    inheritAttrs: false,
    props: { open: { type: Boolean, required: true } },
    emits: ['update:open'],
    setup: (props, { attrs, slots, emit }) => {
      const whole: ShallowRef<Component | undefined> = shallowRef();

      /** It may show what is not shown again: while the server is away, it tries on. */
      async function show(): Promise<void> {
        while (props.open && !whole.value) {
          const loaded = await loadOverlays().catch(() => undefined);
          if (loaded) whole.value = loaded[name];
          else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        }
      }

      watch(
        () => props.open,
        (isOpen, _before, onCleanup) => {
          if (!isOpen) return;
          const loaded = loadedOverlays();
          if (loaded) whole.value ??= loaded[name];
          else void show();
          if (name !== 'Modal') return;
          openDialogs.value += 1;
          onCleanup(() => (openDialogs.value -= 1));
        },
        { immediate: true },
      );
      return () =>
        whole.value &&
        h(
          whole.value,
          { ...attrs, open: props.open, 'onUpdate:open': (isOpen: boolean) => emit('update:open', isOpen) },
          slots,
        );
    },
  });
  return component as unknown as Code[Name];
}

export const LateModal = lateDialog('Modal');
export const LateDrawer = lateDialog('Slideover');
