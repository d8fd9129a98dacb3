import type { NuxtUIOptions } from '@nuxt/ui/unplugin';

/**
 * Nuxt UI as plain Vue components, imported by name from `@nuxt/ui/components/…`: what a component uses stands
 * in its script, and no generated declaration has to be kept in step. Its Vue plugin is not installed, as it
 * writes a <style> element that the Content-Security-Policy refuses; the colours are in src/theme.css.
 */
export const nuxtUiOptions: NuxtUIOptions = {
  components: false,
  autoImport: false,
  dts: false,
  // Its switch writes a <style> element too: see lib/useColorMode.ts.
  colorMode: false,
  theme: { colors: ['primary', 'success', 'warning', 'error', 'info'] },
  ui: {
    button: {
      // Its own 75 % under the pointer leave too little contrast. Whole class names, or Tailwind does not see them.
      compoundVariants: [
        { color: 'primary', variant: 'solid', class: 'hover:bg-primary/90 active:bg-primary/90' },
        // A button says what it is by its words: its edge need not be as strong as a field's.
        { color: 'neutral', variant: 'outline', class: 'ring-button' },
        { color: 'error', variant: 'solid', class: 'hover:bg-error/90 active:bg-error/90' },
        {
          color: 'primary',
          variant: 'link',
          class: 'hover:text-primary active:text-primary hover:underline',
        },
      ],
    },
    kbd: { base: 'normal-case' },
    // Dims the box alone: a description at 75 % has too little contrast.
    checkbox: { variants: { disabled: { true: { root: 'opacity-100', container: 'opacity-60' } } } },
    // A dark veil: under Nuxt UI's milky one the page looks disabled. A long body would press head and foot together.
    modal: {
      slots: { header: 'shrink-0', footer: 'shrink-0', close: 'top-3' },
      variants: { overlay: { true: { overlay: 'bg-veil' } } },
    },
    slideover: { slots: { close: 'top-3', overlay: 'bg-veil', content: 'shadow-2xl', footer: 'bg-default' } },
  },
  // Every icon that the sources name is in the bundle: none is fetched from elsewhere.
  icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'], globExclude: ['**/*.test.ts'] } } },
  // Only the classes of components in use go into the stylesheet.
  experimental: { componentDetection: true },
};
