import type { Page } from 'playwright-core';

/**
 * Makes every text of the catalogues one and a half times as long, with accents and brackets, as in a language with long words.
 * The page then switches to German. Parts that are not loaded fall back to English, and every text is rendered again.
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
    // The properties that Vue and vue-i18n set on the app's element have no types.
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

/** Runs in the page. Finds texts that are cut without an ellipsis, and those that overlap their neighbours. */
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
