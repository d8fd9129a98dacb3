import fastifyCookie from '@fastify/cookie';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import type { Database } from '../database/database.js';
import { sessionLsns } from './session-lsns.js';

/** An app whose primary answers with this LSN, or never. */
async function appWith(lsn: Promise<string | undefined>, secure = false) {
  const app = fastify();
  await app.register(fastifyCookie);
  const database = { hasReplicas: true, lsn: () => lsn } as unknown as Database;
  const seenBy = sessionLsns(app, database, () => ({ instance: 'abc', secure, basePath: '/people' }));
  app.decorateRequest('operation', undefined);
  app.post('/', (request) => ({ seen: seenBy(request) }));
  app.get('/', (request) => ({ seen: seenBy(request) }));
  return app;
}
const LSN = '00000000000000aa';

it('a write is answered with the LSN of the primary, and with one that no replica reaches if the primary hangs', async () => {
  const answers = await appWith(Promise.resolve(LSN), true);
  const written = await answers.inject({ method: 'POST', url: '/' });
  expect(written.headers['rollcall-lsn']).toBe(LSN);
  expect(written.cookies).toEqual([
    {
      name: '__Secure-rollcall_lsn_abc',
      value: LSN,
      path: '/people/graphql',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      maxAge: 300,
    },
  ]);
  for (const silent of [new Promise<never>(() => undefined), Promise.resolve(undefined)]) {
    const hung = await (await appWith(silent)).inject({ method: 'POST', url: '/' });
    expect(hung.headers['rollcall-lsn']).toBe('f'.repeat(16));
  }
});

it('a read uses the later LSN of its header and its cookie, and none without them', async () => {
  const app = await appWith(Promise.resolve(LSN));
  const seen = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/', headers })).json<{ seen?: string }>().seen;
  const cookie = `rollcall_lsn_abc=${LSN}`;
  expect(await seen({})).toBeUndefined();
  expect(await seen({ cookie })).toBe(LSN);
  expect(await seen({ cookie, 'rollcall-lsn': '0'.repeat(16) })).toBe(LSN);
  expect(await seen({ cookie, 'rollcall-lsn': '00000000000000ab' })).toBe('00000000000000ab');
  expect(await seen({ 'rollcall-lsn': 'AA' })).toBeUndefined();
  expect(await seen({ cookie: `rollcall_lsn_other=${LSN}` })).toBeUndefined();
});
