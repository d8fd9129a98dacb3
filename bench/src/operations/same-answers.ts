import { deepStrictEqual } from 'node:assert';
import type { HttpRequest } from '../system.js';
import type { Stage } from './contest.js';

/** @throws if the bare handler's answer at `path` differs in content from the one to `request` */
export async function assertSameAnswer(
  { rollcall, bare }: Stage,
  { path: at, method, headers, body = '' }: HttpRequest,
  path: string,
): Promise<void> {
  const asked = await fetch(`http://127.0.0.1:${rollcall.port}${at}`, { method, headers, body });
  const beside = await fetch(`http://127.0.0.1:${bare.port}${path}`);
  deepStrictEqual(await beside.json(), await asked.json());
}
