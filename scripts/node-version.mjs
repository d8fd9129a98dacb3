/** Imported first by every script: pnpm runs a script even where its Node could not be installed. */
const MINIMUM = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < MINIMUM) {
  console.error(
    `Rollcall needs Node ${MINIMUM} or newer and this is ${process.versions.node}: run \`npx pnpm@12 install\`, which brings it, and start again with \`npx pnpm@12 …\`.`,
  );
  process.exit(1);
}
