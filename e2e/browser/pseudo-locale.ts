import type { Page } from 'playwright-core';

/**
 * Makes every text of the catalogues half as long again, with accents and brackets, as in a language with long words. The page
 * goes on in German, whose parts are not all loaded: what is missing comes in English, and each text is written again.
 */
export async function lengthenTexts(page: Page): Promise<void> {
  await page.locator('#app[data-v-app]').waitFor();
  await page.evaluate(() => {
    const accents: Record<string, string> = {
      a: 'á',
      e: 'ë',
      i: 'ï',
      o: 'ô',
      u: 'ü',
      n: 'ñ',
      E: 'É',
      S: 'Š',
    };
    const lengthen = (text: unknown) => {
      if (typeof text !== 'string' || text.startsWith('[')) return text;
      const letters = [...text].map((letter) => accents[letter] ?? letter).join('');
      return `[${letters} ${'~~~~ '.repeat(Math.ceil(text.length / 12)).trim()}]`;
    };
    // What Vue and vue-i18n leave on the element of an app has no type.
    const { __vue_app__: app } = document.querySelector('#app') as unknown as VueRoot;
    const { global } = app._context.provides[app.__VUE_I18N_SYMBOL__];
    global.setPostTranslationHandler(lengthen);
    global.locale.value = 'de';
  });
}

interface VueRoot {
  __vue_app__: {
    __VUE_I18N_SYMBOL__: 'texts';
    _context: {
      provides: {
        texts: {
          global: {
            locale: { value: string };
            setPostTranslationHandler: (handle: (text: unknown) => unknown) => void;
          };
        };
      };
    };
  };
}

/** In the page: texts that lose a part and do not end in an ellipsis, and those that reach into what is beside them. */
export function findCutTexts(): string[] {
  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility() && width > 1 && height > 1 && !element.closest('.sr-only');
  };
  const hasText = ({ childNodes }: Element) =>
    [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  const isCut = (element: Element) => {
    const { textOverflow, display, overflowY } = getComputedStyle(element);
    if (textOverflow === 'ellipsis' || display === 'inline') return false;
    return (
      element.scrollWidth > element.clientWidth + 1 ||
      (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 2)
    );
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => isShown(element) && hasText(element) && isCut(element))
    .map((element) => element.outerHTML.slice(0, 200));
}
