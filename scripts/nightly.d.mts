/** For TypeScript that reads no JavaScript: see nightly.mjs. */
type Register = (name: string, run: () => void | Promise<void>) => void;
export const nightly: Register;
export const nightlyGroup: Register;
