/** Set-up of every test of the client: what jsdom lacks and components ask for, and an end to each component. */
import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils';
import { afterAll, afterEach, vi } from 'vitest';
import { loadOverlays } from '../src/ui/overlay/late-overlay';

if (typeof window !== 'undefined') {
  // As they are when the browser was idle once.
  await loadOverlays();
  window.matchMedia ??= (media) =>
    // jsdom computes no layout: every query is answered with no.
    ({
      media,
      matches: false,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }) as unknown as MediaQueryList;
  window.ResizeObserver ??= class {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  };
  Element.prototype.scrollIntoView ??= vi.fn();
  Element.prototype.hasPointerCapture ??= () => false;
  // The files of one worker share Test Utils, and this hook belongs to one file.
  enableAutoUnmount(afterEach);
  afterAll(disableAutoUnmount);
  afterEach(() => localStorage.clear());
}
