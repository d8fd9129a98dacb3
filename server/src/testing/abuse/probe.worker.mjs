// Repeats ordinary requests during the abuse of the server, on a separate thread, so that the sender of the abuse does not
// delay it. It answers each message with the latencies since the previous message.
import { parentPort, workerData } from 'node:worker_threads';

const EVERY_MS = 40;
/** An answer that takes longer counts as this. */
const TIMEOUT_MS = 30_000;

/** @type {{ address: string, authorization: string }} */
const { address, authorization } = workerData;
const headers = { 'content-type': 'application/json', authorization };
const list = JSON.stringify({
  query: '{ users(first: 20) { nodes { id email displayName status createdAt } pageInfo { hasNextPage } } }',
});
const viewer = JSON.stringify({ query: '{ viewer { id displayName permissions } }' });

/** @type {Record<string, () => Promise<Response>>} */
const asked = {
  healthz: () => fetch(`${address}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) }),
  list: () => post(list),
  viewer: () => post(viewer),
};

/** @type {Record<string, number[]>} */
let taken = {};

/** @param {string} body */
function post(body) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(`${address}/graphql`, { method: 'POST', headers, body, signal });
}

/** @param {string} name @param {() => Promise<Response>} ask */
async function keepAsking(name, ask) {
  for (;;) {
    const started = performance.now();
    const fine = await ask()
      .then(async (response) => (await response.text()) && response.ok)
      .catch(() => false);
    (taken[name] ??= []).push(fine ? performance.now() - started : TIMEOUT_MS);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

for (const [name, ask] of Object.entries(asked)) void keepAsking(name, ask);
parentPort?.on('message', () => {
  parentPort?.postMessage(taken);
  taken = {};
});
