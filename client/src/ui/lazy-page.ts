import { type Component, defineComponent, h, markRaw, onMounted, shallowRef } from 'vue';
import type { RouteComponent } from 'vue-router';
import { ahead } from '../lib/load-ahead';
import { reloadAfterUpdate } from '../lib/server/reload-after-update';
import FailedState from './state/FailedState.vue';

type Load = () => Promise<{ default: Component }>;

/**
 * The component of a route whose code is loaded ahead of the click or, where it is large, on demand. Where it can't be
 * loaded the navigation goes on, to a page that says so and tries again: the frame stays, with what is open in it.
 */
export function lazyPage(load: Load, { isLarge = false } = {}): () => Promise<RouteComponent> {
  if (!isLarge) ahead(load);
  return async () => {
    try {
      return (await load()).default as RouteComponent;
    } catch {
      return markRaw(failedPage(load)) as RouteComponent;
    }
  };
}

/** The router keeps what it was given, so this becomes the page itself once that is loaded. */
function failedPage(load: Load): Component {
  const page = shallowRef<Component>();
  const isRetrying = shallowRef(false);

  async function retry(): Promise<void> {
    if (page.value || isRetrying.value) return;
    isRetrying.value = true;
    page.value = (await load().catch(() => undefined))?.default;
    if (!page.value) await reloadAfterUpdate();
    isRetrying.value = false;
  }

  return defineComponent({
    name: 'FailedPage',
    inheritAttrs: false,
    setup: (_props, { attrs, slots }) => {
      onMounted(retry);
      return () =>
        page.value
          ? h(page.value, attrs, slots)
          : h(FailedState, {
              class: 'm-auto',
              fault: { kind: 'unreachable' },
              retrying: isRetrying.value,
              onRetry: () => void retry(),
            });
    },
  });
}
