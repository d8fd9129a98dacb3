import type { FastifyInstance } from 'fastify';

/**
 * `/healthz`: the process answers. `/readyz`: it can serve, or 503 with the names of what is missing.
 * @param checks what must hold to serve, by name; a check that throws does not hold.
 */
export function healthRoutes(app: FastifyInstance, checks: Record<string, () => Promise<boolean>>): void {
  app.get('/healthz', { logLevel: 'warn' }, () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => ((await check().catch(() => false)) ? [] : [name])),
    );
    const missing = results.flat();
    return reply
      .code(missing.length > 0 ? 503 : 200)
      .send({ status: missing.length > 0 ? 'unready' : 'ok', missing });
  });
}
