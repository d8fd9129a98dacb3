/* eslint-disable @typescript-eslint/consistent-type-imports -- the declaration of a virtual module can import in no other way. */
declare module 'virtual:messages/en/entry' {
  /** What the sign-in pages show, in English: see messages.plugin.ts. */
  const sections: Record<string, object>;
  export default sections;
}

declare module 'virtual:messages/catalogues' {
  /** Loads a part of a catalogue: see messages.plugin.ts. */
  const catalogues: Record<
    import('../lib/language/language').Language,
    Record<import('./messages').Part, () => Promise<{ default: Record<string, object> }>>
  >;
  export default catalogues;
}

declare module 'virtual:messages/components' {
  /** Loads the texts inside Nuxt UI's components, such as the label of a dialog's close button. */
  const components: Record<
    import('../lib/language/language').Language,
    () => Promise<{ default: typeof import('@nuxt/ui/locale').en }>
  >;
  export default components;
}
/* eslint-enable @typescript-eslint/consistent-type-imports */

declare module 'virtual:console-icons';
