import { domToCanvas } from 'modern-screenshot';
import { redact } from './redact-page';

/** In pixels. Larger screens are drawn smaller. */
const MAX_WIDTH = 1280;

/** The server takes 300 KB. */
const MAX_BYTES = 300_000;

/** Of JPEG; a lower one is tried if the picture is too large. */
const QUALITIES = [0.8, 0.6, 0.4];

/** How long one file of the page may take. */
const TIMEOUT_MS = 10_000;

const JPEG = 'data:image/jpeg;base64,';

/**
 * Draws what is on screen, blanked, as the data URL of a JPEG. The browser draws a copy of the page from its elements: nothing that was
 * blanked is in it. Dialogs are outside of the root, so the dialog that asks is not in it either.
 * @returns undefined if it is too large, or the browser cannot draw it
 */
export async function drawPage(
  root: HTMLElement,
  isOwnText: (text: string) => boolean,
): Promise<string | undefined> {
  const { innerWidth: width, innerHeight: height } = window;
  const canvas = await domToCanvas(root, {
    width,
    height,
    scale: Math.min(1, MAX_WIDTH / width),
    backgroundColor: getComputedStyle(document.body).backgroundColor,
    // To embed fonts it adds a style element to the page, which the Content-Security-Policy refuses.
    font: false,
    timeout: TIMEOUT_MS,
    features: { restoreScrollPosition: true },
    // The library's copies are elements wherever its root is one.
    onCloneNode: (copy) => redact(copy as Element, isOwnText),
  });
  return QUALITIES.map((quality) => canvas.toDataURL('image/jpeg', quality)).find(
    (picture) => picture.startsWith(JPEG) && bytesOf(picture) <= MAX_BYTES,
  );
}

/** Base64 has four characters for three bytes. */
function bytesOf(picture: string): number {
  return ((picture.length - JPEG.length) * 3) / 4;
}
