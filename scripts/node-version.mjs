/** Imported first by every script for developers, as it may be called with another Node than the workspace's own. */
const MINIMUM = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < MINIMUM) {
  console.error(
    `Rollcall's tools need Node ${MINIMUM} or newer and this is ${process.versions.node}: run the command as \`npx pnpm@12 …\`, which brings it.`,
  );
  process.exit(1);
}
