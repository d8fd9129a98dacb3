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
  // Its switch writes a <style> element too: see lib/color-mode.ts.
  colorMode: false,
  theme: { colors: ['primary', 'success', 'warning', 'error', 'info'] },
  ui: { colors: { primary: 'indigo', neutral: 'slate' } },
  // Every icon that the sources name is in the bundle: none is fetched from elsewhere.
  icon: { clientBundle: { scan: true } },
  // Only the classes of components in use go into the stylesheet.
  experimental: { componentDetection: true },
};
