import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { refuseOtherMethods } from './error-answers.js';

/** The caller (a load balancer, Docker) waits a few seconds at most. A check without an answer in this time fails. */
const CHECK_LIMIT_MS = 2_000;

/**
 * `/healthz`: the process answers. `/readyz`: it can serve, or 503 with the names of the failed checks.
 * @param checks the conditions to serve, by name; a check that throws, or takes longer than two seconds, fails
 */
export function healthRoutes(app: FastifyInstance, checks: Record<string, () => Promise<boolean>>): void {
  app.get('/healthz', { logLevel: 'warn' }, () => ({ status: 'ok' }));
  for (const url of ['/healthz', '/readyz']) refuseOtherMethods(app, url, ['GET', 'HEAD']);
  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const late = delay(CHECK_LIMIT_MS, false, { ref: false });
        return (await Promise.race([check().catch(() => false), late])) ? [] : [name];
      }),
    );
    const missing = results.flat();
    return reply
      .code(missing.length > 0 ? 503 : 200)
      .send({ status: missing.length > 0 ? 'unready' : 'ok', missing });
  });
}
