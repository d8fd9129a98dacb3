declare module 'virtual:messages/*' {
  /** A part of a catalogue: see messages.plugin.ts. */
  const sections: Record<string, object>;
  export default sections;
}
