import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv } from '../../env.js';
import { securityTxtRoute } from './security-txt.js';

const PATH = '/.well-known/security.txt';
let app: FastifyInstance;

function start(source: Record<string, string>): FastifyInstance {
  app = fastify();
  securityTxtRoute(app, readEnv(source).http);
  return app;
}
afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

describe('/.well-known/security.txt', () => {
  it('has the contact of the setting, and an expiry in the future', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-30T13:14:15Z'), toFake: ['Date'] });
    const server = start({
      SECURITY_CONTACT: 'security@example.org',
      PUBLIC_URL: 'https://example.org/people',
    });
    const { body, headers } = await server.inject(PATH);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toBe(
      'Contact: mailto:security@example.org\n' +
        'Expires: 2027-05-29T00:00:00.000Z\n' +
        'Preferred-Languages: en\n' +
        'Canonical: https://example.org/people/.well-known/security.txt\n',
    );
    vi.setSystemTime(new Date('2027-05-29T00:00:00Z'));
    expect((await server.inject(PATH)).body).toContain('Expires: 2027-11-25T00:00:00.000Z\n');
  });

  it('is missing without the setting, also for a browser', async () => {
    const server = start({});
    const answer = await server.inject({ url: PATH, headers: { accept: 'text/html' } });
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'Not Found' }]);
  });

  it('allows only GET', async () => {
    const server = start({ SECURITY_CONTACT: 'https://example.org/security' });
    const { statusCode, headers } = await server.inject({ method: 'POST', url: PATH });
    expect([statusCode, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});
