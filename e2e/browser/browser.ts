/** What `chromium.launch()` of playwright-core takes. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** The whole environment of the browser's process, where it needs one of its own. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Everything that a browser for tests does better without: requests of its own, a GPU that servers lack,
 * and the sandbox, which refuses to run as root and in most containers (it opens our own pages only).
 */
export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
