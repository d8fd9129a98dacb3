import { vi } from 'vitest';

type Listener = (event: { matches: boolean }) => void;

let widthPx = 0;
const listeners = new Map<Listener, string>();
const matches = (media: string) =>
  widthPx >= 16 * Number(/^\(min-width: ([\d.]+)rem\)$/.exec(media)?.[1] ?? Infinity);

/** Answers media queries that begin with a least width as a screen of so many pixels would; jsdom has none. */
export function onScreen(width: number): void {
  widthPx = width;
  listeners.clear();
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        media,
        matches: matches(media),
        addEventListener: (_type: string, listener: Listener) => listeners.set(listener, media),
        removeEventListener: (_type: string, listener: Listener) => listeners.delete(listener),
      }) as unknown as MediaQueryList,
  );
}

/** As a person who makes the window narrower or wider, after `onScreen`. */
export function resizeTo(width: number): void {
  widthPx = width;
  for (const [listener, media] of listeners) listener({ matches: matches(media) });
}
