import { useEventListener } from '@vueuse/core';
import { onScopeDispose, type Ref } from 'vue';
import type { RowPick } from '../../../lib/row-selection/row-selection';

/** As long as phones take a press for a long one. */
const LONG_PRESS_MS = 500;

/** So far, in pixels, a finger that rests may move. */
const SLACK = 10;

interface RowPickOptions {
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** Whether rows can be selected at all. */
  canPick: () => boolean;
  /** Whether any is selected. */
  isSelecting: () => boolean;
  pick: (what: RowPick) => void;
}

/** Selects rows by their boxes, with Shift from row to row, and by a long press; then by a tap, too. */
export function useRowPicks({ scroller, canPick, isSelecting, pick }: RowPickOptions) {
  let held: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined;
  /** Whether the click that is to come ends a long press. */
  let wasLong = false;

  function release(): void {
    clearTimeout(held?.timer);
    held = undefined;
  }

  useEventListener(scroller, 'pointerdown', ({ pointerType, target, clientX: x, clientY: y }) => {
    release();
    wasLong = false;
    const link = linkOf(target);
    if (pointerType !== 'touch' || !canPick() || !link) return;
    const timer = setTimeout(() => {
      wasLong = true;
      pickRow(link, 'toggle');
    }, LONG_PRESS_MS);
    held = { timer, x, y };
  });
  useEventListener(scroller, 'pointermove', ({ clientX, clientY }) => {
    if (held && Math.hypot(clientX - held.x, clientY - held.y) > SLACK) release();
  });
  useEventListener(scroller, ['pointerup', 'pointercancel'], release);
  useEventListener(scroller, 'contextmenu', (event) => {
    if (wasLong || held) event.preventDefault();
  });
  // The link keeps the focus, and no text is marked up to where Shift is pressed.
  useEventListener(scroller, 'mousedown', (event) => {
    if (canPick() && linkOf(event.target) && (event.shiftKey || isBox(event.target))) event.preventDefault();
  });
  onScopeDispose(release);

  function pickRow(link: HTMLElement, kind: 'toggle' | 'range'): void {
    const id = link.dataset['user'];
    if (id === undefined) return;
    link.focus({ preventScroll: true });
    pick({ kind, id });
  }

  /** For the rows' `click`. Answers whether it was meant for the selection. */
  function press(event: MouseEvent): boolean {
    const { target, shiftKey, ctrlKey, metaKey, altKey } = event;
    const link = linkOf(target);
    if (!canPick() || !link) return false;
    if (!wasLong) {
      const isRange = shiftKey && !ctrlKey && !metaKey && !altKey;
      const isTap = event instanceof PointerEvent && event.pointerType === 'touch' && isSelecting();
      if (!isRange && !isTap && !isBox(target)) return false;
      pickRow(link, isRange ? 'range' : 'toggle');
    }
    wasLong = false;
    event.preventDefault();
    return true;
  }

  return { press };
}

function isBox(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-select]') !== null;
}

function linkOf(target: EventTarget | null): HTMLElement | null {
  const row = target instanceof Element ? target.closest('[role=row]') : null;
  return row?.querySelector<HTMLElement>('[data-user]') ?? null;
}
