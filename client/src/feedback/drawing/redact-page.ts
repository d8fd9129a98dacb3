/** What may show a person or a secret as a picture, such as the QR code of a second factor. Icons and charts are hidden from readers. */
const PICTURES = 'img, video, canvas, iframe, object, embed, svg[role="img"]:not([aria-hidden="true"])';

const INPUTS = 'input, textarea, select';

/** Punctuation alone says nothing. */
const HAS_NO_WORD = /^[\p{P}\p{S}\s]*$/u;

/** A word is replaced by one of a length in steps of so many characters, so that its own length does not show. */
const STEP = 4;

/** A text may be as long as a field allows; the picture needs no more of it. */
const MAX_WORD = 24;

const BAR = '-webkit-text-fill-color:transparent;background:currentColor;opacity:.3;border-radius:3px';

/**
 * Blanks a copy of the page: every input, every picture, and every text but those that the console writes itself.
 * @param isOwnText whether the console has this text whole in its catalogue. Texts with a value in them are none of these.
 */
export function redact(copy: Element, isOwnText: (text: string) => boolean): void {
  for (const picture of copy.querySelectorAll<HTMLElement | SVGElement>(PICTURES)) {
    for (const name of ['src', 'srcset', 'srcdoc', 'data', 'poster']) picture.removeAttribute(name);
    picture.replaceChildren();
    picture.style.background = 'rgb(128 128 128 / 30%)';
  }
  for (const input of copy.querySelectorAll(INPUTS)) {
    input.removeAttribute('value');
    input.removeAttribute('checked');
    const placeholder = input.getAttribute('placeholder');
    if (placeholder !== null && !isOwnText(placeholder)) input.removeAttribute('placeholder');
    if (input.localName === 'textarea') input.replaceChildren();
  }
  for (const text of textsIn(copy)) {
    const words = text.data.trim();
    if (HAS_NO_WORD.test(words) || isOwnText(words)) continue;
    // Neither of them shows an element in its text.
    if (text.parentElement?.closest('svg, option')) text.data = '';
    else text.replaceWith(barFor(text));
  }
}

function textsIn(root: Element): Text[] {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  // The walker visits texts alone.
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts;
}

function barFor({ data, ownerDocument }: Text): HTMLElement {
  const bar = ownerDocument.createElement('span');
  bar.style.cssText = BAR;
  bar.textContent = data.replaceAll(/\S+/g, ({ length }) =>
    'x'.repeat(Math.min(Math.ceil(length / STEP) * STEP, MAX_WORD)),
  );
  return bar;
}
