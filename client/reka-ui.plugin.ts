import type { Plugin } from 'vite';

interface Repair {
  /** The end of a path in Reka UI. */
  file: RegExp;
  from: string;
  to: string;
}

const REPAIRS: readonly Repair[] = [
  {
    // A <style> element beside each scrolling list, which the Content-Security-Policy (style-src 'self') refuses
    // and reports. It becomes an element whose content no browser shows. Its rules only hid the scrollbars.
    file: /Viewport\.js$/,
    from: 'as: "style"',
    to: 'as: "noscript"',
  },
  {
    // What passes the focus on between page and toasts can be focused, so it must not be hidden from screen
    // readers (WCAG 4.1.2).
    file: /Toast[\\/]FocusProxy\.js$/,
    from: 'tabindex: "0",',
    to: 'tabindex: "0", "aria-hidden": null,',
  },
  {
    // A menu that has faded out gives the focus back to its button. Where somebody has opened another menu meanwhile,
    // that takes the focus out of the other one, which closes.
    file: /DropdownMenu[\\/]DropdownMenuContent\.js$/,
    from: 'rootContext.triggerElement.value?.focus();',
    to: 'if (document.activeElement === document.body) rootContext.triggerElement.value?.focus();',
  },
];

/** Corrects the few places of Reka UI, which Nuxt UI's components are made of, that break our rules. */
export function repairRekaUi(): Plugin {
  return {
    name: 'rollcall:reka-ui',
    transform: {
      filter: { id: /[\\/]reka-ui[\\/]dist[\\/].+\.js/ },
      handler(code, id) {
        const repair = REPAIRS.find(
          ({ file, from }) => file.test(id.split('?', 1)[0] ?? id) && code.includes(from),
        );
        // Without a source map: it would be off by some columns, in code that is not ours.
        return repair && { code: code.replaceAll(repair.from, repair.to), map: null };
      },
    },
  };
}
