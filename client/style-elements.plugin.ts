import type { Plugin } from 'vite';

const STYLE_ELEMENT = 'as: "style"';

/**
 * Reka UI puts a <style> element beside each scrolling list, which the Content-Security-Policy (style-src 'self')
 * refuses and reports. It becomes an element whose content no browser shows; the rules that it held are in
 * src/theme.css.
 */
export function withoutStyleElements(): Plugin {
  return {
    name: 'rollcall:without-style-elements',
    transform: {
      filter: { id: /[\\/]reka-ui[\\/]dist[\\/].*Viewport\.js/, code: STYLE_ELEMENT },
      // The source map would be off by a few columns of one line in code that is not ours.
      handler: (code) => ({ code: code.replaceAll(STYLE_ELEMENT, 'as: "noscript"'), map: null }),
    },
  };
}
