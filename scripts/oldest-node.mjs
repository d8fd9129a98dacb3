/** Imported first by scripts that run on the machine's own Node. Vite and Rolldown need at least this version to build. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  console.error(
    `Rollcall needs Node 20.19, 22.12 or newer and this is ${process.versions.node}. \`npx pnpm@12 install\` brings Node 24, and \`npx pnpm@12 start\` then uses it.`,
  );
  process.exit(1);
}
