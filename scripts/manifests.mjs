/**
 * `node scripts/manifests.mjs [folder]`, a step of `npx pnpm@12 check`: compares every manifest of Kubernetes with the API's
 * schema. It needs no cluster and no network.
 */
import './node-version.mjs';
import { join } from 'node:path';
import { root } from './steps.mjs';
import { faultsBelow } from './manifests/manifests.mjs';

const { faults, count } = await faultsBelow(process.argv[2] ?? join(root, 'server/deploy/kubernetes'));
for (const fault of faults) console.error(fault);
// No manifests means a wrong path.
if (faults.length > 0 || count === 0) process.exit(1);
console.log(`${count} manifests fit their schemas.`);
