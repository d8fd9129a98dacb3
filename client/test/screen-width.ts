import { vi } from 'vitest';

/** Answers media queries that begin with a least width as a screen of so many pixels would; jsdom has none. */
export function onScreen(width: number): void {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        media,
        matches: width >= 16 * Number(/^\(min-width: ([\d.]+)rem\)$/.exec(media)?.[1] ?? Infinity),
        addEventListener: vi.fn(),
        removeEventListener: vi.fn(),
      }) as unknown as MediaQueryList,
  );
}
