import type { Plugin } from 'vite';

interface Part {
  /** The end of a path in Nuxt UI. */
  file: RegExp;
  from: string;
  to: string;
}

/** What Nuxt UI's components bring along and the console does not use. */
const PARTS: readonly Part[] = [
  {
    // Nuxt's hooks, for the parts of Nuxt UI that run in Nuxt.
    file: /[\\/]stubs[\\/]base\.js$/,
    from: 'import { createHooks } from "hookable";',
    to: 'const createHooks = () => ({ hook: () => () => {} });',
  },
  {
    // nuxt-ui.config.ts switches it off; ours is lib/useColorMode.ts.
    file: /[\\/]stubs[\\/]base\.js$/,
    from: 'import { useColorMode as useColorModeVueUse } from "@vueuse/core";',
    to: 'const useColorModeVueUse = undefined;',
  },
  {
    // frame/FloatingFrame.vue has one of its own, which comes later.
    file: /[\\/]components[\\/]App\.vue$/,
    from: 'import UToaster from "./Toaster.vue";',
    to: 'const UToaster = "div";',
  },
];

/** No button, field or alert here has a picture in it; a test keeps it so. */
const AVATAR = 'import UAvatar from "./Avatar.vue";';

const EQUALITY = 'ohash/utils';

/**
 * Leaves out of the bundle what Nuxt UI imports for others, 4 KB compressed of the ways in. Of `ohash/utils` it needs to compare plain
 * values, such as the query of two addresses, which takes a few lines.
 */
export function leaveOutParts(): Plugin {
  return {
    name: 'rollcall:nuxt-ui-parts',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === EQUALITY ? `\0${EQUALITY}` : undefined),
    load: (id) => (id === `\0${EQUALITY}` ? PLAIN_EQUALITY : undefined),
    transform: {
      filter: { id: /[\\/]@nuxt[\\/]ui[\\/]dist[\\/]runtime[\\/].+\.(?:js|vue)$/ },
      handler(code, id) {
        const parts = PARTS.filter(({ file }) => file.test(id));
        const hasAvatar = code.includes(AVATAR);
        if (parts.length === 0 && !hasAvatar) return undefined;
        for (const { from } of parts)
          if (!code.includes(from)) this.error(`${id} has no ${from}: correct nuxt-ui-parts.plugin.ts.`);
        const pruned = parts.reduce((text, { from, to }) => text.replace(from, to), code);
        return { code: pruned.replace(AVATAR, 'const UAvatar = "span";'), map: null };
      },
    },
  };
}

/** Of two plain values: whether they are equal, and which of their keys only the second has. */
const PLAIN_EQUALITY = `
export function isEqual(one, other) {
  if (Object.is(one, other)) return true;
  if (!one || !other || typeof one !== 'object' || typeof other !== 'object') return false;
  const kind = Object.getPrototypeOf(one);
  if (kind !== Object.prototype && kind !== Array.prototype) return false;
  const keys = Object.keys(one);
  return (
    kind === Object.getPrototypeOf(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}
export const diff = (one, other) =>
  Object.keys(other).flatMap((key) => (Object.hasOwn(one, key) ? [] : [{ type: 'added', key }]));
`;
