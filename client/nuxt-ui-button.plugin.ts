import type { Plugin } from 'vite';

/** Of Nuxt UI's button: what stands in it, and what takes its place. */
const PARTS: readonly (readonly [from: string, to: string])[] = [
  [
    'import theme from "#build/ui/button";',
    `import theme from "#build/ui/button";
const looks = new Map();
function lookOf({ activeClass, inactiveClass }, make, variants) {
  const key = JSON.stringify([activeClass, inactiveClass, variants]);
  if (!looks.has(key)) looks.set(key, make()(variants));
  return looks.get(key);
}`,
  ],
  // The look is made once for all buttons that have it.
  ['const ui = computed(() => tv({', 'const ui = computed(() => lookOf(props, () => tv({'],
  ['}, appConfig.ui?.button || {})\n})({', '}, appConfig.ui?.button || {})\n}), {'],
  // Nothing of a link is worked out for a button that is none.
  ['import { pickLinkProps } from "../utils/link";', 'import { linkKeys } from "../utils/link-keys";'],
  [
    'useForwardProps(pickLinkProps(props));',
    'useForwardProps(computed(() => Object.fromEntries(linkKeys.map((key) => [key, _props[key]]))));',
  ],
];

/** The link, and the element in it. */
const LINK = /<ULink\n([^]*?)>\s*(<ULinkBase[^]*<\/ULinkBase>)\s*<\/ULink>/;

/**
 * Makes Nuxt UI's button cheaper to draw. It is a link, without an address too: each made some thirty references to its own properties,
 * a link, a component that copies its child, and all of its classes. Fifteen of them took a third of the first drawing of the list.
 */
export function lightenButton(): Plugin {
  return {
    name: 'rollcall:nuxt-ui-button',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /[\\/]@nuxt[\\/]ui[\\/]dist[\\/]runtime[\\/]components[\\/]Button\.vue$/ },
      handler(code) {
        const absent = [...PARTS.map(([from]) => from), LINK].find((part) =>
          typeof part === 'string' ? !code.includes(part) : !part.test(code),
        );
        if (absent)
          this.error(`Nuxt UI's button has no ${String(absent)}: correct nuxt-ui-button.plugin.ts.`);
        const light = PARTS.reduce((text, [from, to]) => text.replace(from, () => to), code);
        return { code: light.replace(LINK, withOrWithoutLink), map: null };
      },
    },
  };
}

/** `active` is of the link in the first, and the button's own property in the second. */
function withOrWithoutLink(_whole: string, attributes: string, element: string): string {
  const alone = element
    .replace('<ULinkBase', '<ULinkBase v-else')
    .replace(
      'v-bind="slotProps"',
      `:as="linkProps.as ?? 'button'" :type="props.type ?? 'button'" :disabled="props.disabled || isLoading"`,
    );
  return `<ULink v-if="props.to || props.href"\n${attributes}>${element}</ULink>\n${alone}`;
}
