import { useToast } from '@nuxt/ui/composables';
import {
  cloneVNode,
  Comment,
  type Component,
  defineComponent,
  Fragment,
  h,
  nextTick,
  onMounted,
  type ShallowRef,
  shallowRef,
  type Slots,
  type VNode,
  watch,
} from 'vue';
import { idle } from '../../lib/idle';
import type * as overlays from './overlays';
import { ahead } from '../../lib/load-ahead';

type Code = typeof overlays;

/** Shared by all, and kept: what is made once it is there needs no button in its place. */
let code: Code | undefined;

export const loadOverlays = ahead(async (): Promise<Code> => (code ??= await import('./overlays')));

/** What is loaded by now. */
export const loadedOverlays = (): Code | undefined => code;

/** The keys that open a menu. */
const MENU_KEYS = ['Enter', ' ', 'ArrowDown'];

/**
 * A component of Nuxt UI that a button opens. Until its code is loaded and the button pressed there is the button alone: a menu that
 * nobody opens costs neither bytes nor time before the first paint. What was pressed is done again once the whole is in its place.
 * @param popup what a screen reader says that it opens
 */
function lateOverlay<Name extends keyof Code>(name: Name, popup: 'menu' | 'dialog'): Code[Name] {
  const component = defineComponent({
    name: `Late${name}`,
    inheritAttrs: false,
    setup: (_props, { attrs, slots }) => {
      const whole: ShallowRef<Component | undefined> = shallowRef(code?.[name]);
      let button: HTMLElement | undefined;

      async function open(event: Event): Promise<void> {
        const before = event.currentTarget as HTMLElement;
        const key = event instanceof KeyboardEvent ? event.key : undefined;
        event.preventDefault();
        // Where it can't be loaded, the next press tries again.
        const loaded = code ?? (await loadOverlays().catch(() => undefined));
        if (!loaded || whole.value) return;
        const hadFocus = document.activeElement === before;
        whole.value = loaded[name];
        await nextTick();
        if (hadFocus) button?.focus();
        if (key === undefined) button?.click();
        else button?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }

      const closed = {
        'aria-haspopup': popup,
        'aria-expanded': false,
        'data-state': 'closed',
        onPointerenter: () => void loadOverlays().catch(() => undefined),
        onClick: open,
        ...(popup === 'menu' && {
          onKeydown: (event: KeyboardEvent) => MENU_KEYS.includes(event.key) && open(event),
        }),
      };
      return () => {
        if (!whole.value) return buttonOf(slots, { open: false }, { ...closed, class: attrs['class'] });
        const note = { onVnodeMounted: ({ el }: VNode) => void (button = el as HTMLElement) };
        const own = {
          ...slots,
          ...(slots['default'] && { default: (state: object) => buttonOf(slots, state, note) }),
        };
        return h(whole.value, attrs, own);
      };
    },
  });
  // It passes on all that it is given.
  return component as unknown as Code[Name];
}

function buttonOf(slots: Slots, state: object, props: Record<string, unknown>): VNode | undefined {
  const [button] = withoutFragments(slots['default']?.(state) ?? []);
  return button && cloneVNode(button, props);
}

/** A slot that is passed on arrives as a fragment. */
function withoutFragments(nodes: VNode[]): VNode[] {
  return nodes.flatMap((node) => {
    if (node.type === Fragment) return withoutFragments(node.children as VNode[]);
    return node.type === Comment ? [] : [node];
  });
}

export const LateMenu = lateOverlay('DropdownMenu', 'menu');
export const LatePopover = lateOverlay('Popover', 'dialog');
export const LateSlideover = lateOverlay('Slideover', 'dialog');

/** Draws toasts: there when the browser was idle, or with the first toast. */
export function useLateToaster(): Readonly<ShallowRef<Component | undefined>> {
  const toaster: ShallowRef<Component | undefined> = shallowRef(code?.Toaster);
  const { toasts } = useToast();

  async function show(): Promise<void> {
    // Where it can't be loaded, the next toast tries again.
    const loaded = await loadOverlays().catch(() => undefined);
    if (loaded) toaster.value ??= loaded.Toaster;
  }

  onMounted(() => void idle().then(show));
  watch(toasts, () => void show());
  return toaster;
}
