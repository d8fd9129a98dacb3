// `npx pnpm@12 verify-audit [HEAD]`: builds what is not fresh, then checks the audit trail's hash chain.
import './oldest-node.mjs';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';

install('start');
await buildStale();
await import(new URL('../server/dist/verify-audit.js', import.meta.url).href);
