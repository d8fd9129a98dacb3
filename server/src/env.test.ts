import { describe, expect, it } from 'vitest';
import { EnvError, readEnv } from './env.js';

function faultsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
  }
  return [];
}

describe('readEnv', () => {
  it('needs nothing to be set', () => {
    expect(readEnv({}, '/srv/rollcall')).toEqual({
      mode: 'production',
      http: {
        port: 4000,
        metricsPort: undefined,
        host: '127.0.0.1',
        publicUrl: undefined,
        publicOrigin: undefined,
        basePath: '',
        corsOrigins: [],
        trustProxy: false,
        securityContact: undefined,
      },
      graphql: { introspection: 'signed-in', playground: true },
      database: { url: undefined, replicaUrls: [], dataDir: '/srv/rollcall/data' },
      addresses: { singleLabelDomains: false },
      bin: { days: 30 },
      log: { level: 'info', slowMs: 1_000 },
      tracing: undefined,
      shutdown: { seconds: 10 },
    });
  });

  it('reads every name', () => {
    const source = {
      NODE_ENV: 'development',
      PORT: '8080',
      HOST: '::',
      METRICS_PORT: '9400',
      PUBLIC_URL: 'https://directory.example.org/',
      CORS_ORIGINS: 'https://a.example.org, http://localhost:5173',
      TRUST_PROXY: '10.0.0.0/8, loopback, ::1',
      SECURITY_CONTACT: 'security@example.org',
      DATABASE_URL: 'postgresql://me:secret@db/people?sslmode=require',
      DATA_DIR: '../people',
      INTROSPECTION: 'false',
      PLAYGROUND: 'FALSE',
      ALLOW_SINGLE_LABEL_DOMAINS: 'true',
      LOG_LEVEL: 'WARN',
      SLOW_OPERATION_MS: '250',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://traces.example.org/otlp',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      SHUTDOWN_SECONDS: '30',
      BIN_DAYS: '7',
      SMTP_URL: 'smtps://me:secret@mail.example.org',
      MAIL_FROM: 'People <people@example.org>',
    };
    expect(readEnv(source, '/srv/rollcall')).toEqual({
      mode: 'development',
      http: {
        port: 8080,
        metricsPort: 9_400,
        host: '::',
        publicUrl: 'https://directory.example.org',
        publicOrigin: 'https://directory.example.org',
        basePath: '',
        corsOrigins: ['https://a.example.org', 'http://localhost:5173'],
        trustProxy: ['10.0.0.0/8', 'loopback', '::1'],
        securityContact: 'mailto:security@example.org',
      },
      graphql: { introspection: 'nobody', playground: false },
      database: { url: source.DATABASE_URL, replicaUrls: [], dataDir: '/srv/people' },
      mail: { url: source.SMTP_URL, from: 'People <people@example.org>' },
      addresses: { singleLabelDomains: true },
      bin: { days: 7 },
      log: { level: 'warn', slowMs: 250 },
      tracing: { endpoint: 'https://traces.example.org/otlp', ratio: 0.25 },
      shutdown: { seconds: 30 },
    });
  });

  it('accepts replicas of DATABASE_URL, separated by commas', () => {
    const DATABASE_URL = 'postgres://db.example.org/rollcall';
    const [one, two] = [
      'postgres://a.example.org/rollcall?search_path=a,b',
      'postgresql://b.example.org/rollcall',
    ];
    const given = (DATABASE_REPLICA_URLS: string) => ({ DATABASE_URL, DATABASE_REPLICA_URLS });
    expect(readEnv(given(`${one}, ${two}`)).database.replicaUrls).toEqual([one, two]);
    expect(() => readEnv(given(`b.example.org,${one}`))).toThrow('DATABASE_REPLICA_URLS must be URLs');
    expect(() => readEnv(given('https://example.org'))).toThrow('DATABASE_REPLICA_URLS must be URLs');
    expect(() => readEnv({ DATABASE_REPLICA_URLS: one })).toThrow('needs DATABASE_URL');
  });

  it('accepts a path in PUBLIC_URL, with or without a final slash', () => {
    for (const url of ['https://example.org/staff/people', 'https://example.org/staff/people/']) {
      expect(readEnv({ PUBLIC_URL: url }).http).toMatchObject({
        publicUrl: 'https://example.org/staff/people',
        publicOrigin: 'https://example.org',
        basePath: '/staff/people',
      });
    }
  });

  it('sends mail from the host of PUBLIC_URL, unless MAIL_FROM is set', () => {
    const SMTP_URL = 'smtp://127.0.0.1:2525';
    expect(readEnv({ SMTP_URL, PUBLIC_URL: 'https://directory.example.org' }).mail).toEqual({
      url: SMTP_URL,
      from: 'Rollcall <rollcall@directory.example.org>',
    });
    expect(readEnv({ SMTP_URL }).mail?.from).toBe('Rollcall <rollcall@localhost>');
  });

  it('treats an empty or blank variable as not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: ' ', DATA_DIR: '' }, '/a')).toEqual(readEnv({}, '/a'));
  });

  it.each([
    ['true', true],
    ['FALSE', false],
    ['0', 0],
    ['2', 2],
    ['192.168.1.1', ['192.168.1.1']],
    ['fd00::/8', ['fd00::/8']],
  ])('accepts %s as TRUST_PROXY', (text, value) => {
    expect(readEnv({ TRUST_PROXY: text }).http.trustProxy).toEqual(value);
  });

  it('reports all faults at once, in one line', () => {
    const source = { PORT: '70000', LOG_LEVEL: 'loud', NODE_ENV: 'live' };
    expect(faultsOf(source)).toHaveLength(3);
    expect(() => readEnv(source)).toThrow(
      /^[^\n]*NODE_ENV[^\n]*"live"; PORT[^\n]*"70000"; LOG_LEVEL[^\n]*"loud"\.$/,
    );
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['METRICS_PORT', '4000'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://traces.example.org/?key=1'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_TRACES_SAMPLER_ARG', 'all'],
    ['PORT', '4e3'],
    ['HOST', 'http://localhost'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'directory.example.org'],
    ['PUBLIC_URL', 'https://example.org/directory?a=b'],
    ['PUBLIC_URL', 'https://example.org/a b'],
    ['PUBLIC_URL', 'https://example.org//a'],
    ['PUBLIC_URL', 'https://example.org/a/../b'],
    ['PUBLIC_URL', 'https://example.org/graphql'],
    ['PUBLIC_URL', 'https://example.org/.well-known'],
    ['PUBLIC_URL', 'https://me:secret@example.org'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example.org,null'],
    ['TRUST_PROXY', 'yes'],
    ['SECURITY_CONTACT', 'somebody'],
    ['SECURITY_CONTACT', 'http://example.org/security'],
    ['SECURITY_CONTACT', 'mailto:somebody'],
    ['SECURITY_CONTACT', 'https://me:secret@example.org'],
    ['SECURITY_CONTACT', 'a@example.org\nExpires: 2000-01-01'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['TRUST_PROXY', '-1'],
    ['DATABASE_URL', 'mysql://localhost/people'],
    ['DATABASE_URL', 'localhost'],
    ['DATABASE_URL', 'postgres://me@db/people?sslmode=perhaps'],
    ['SMTP_URL', 'mail.example.org:25'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['MAIL_FROM', 'Rollcall'],
    ['MAIL_FROM', 'a@example.org, b@example.org'],
    ['INTROSPECTION', 'no'],
    ['PLAYGROUND', '0'],
    ['ALLOW_SINGLE_LABEL_DOMAINS', 'yes'],
    ['SHUTDOWN_SECONDS', '0'],
    ['BIN_DAYS', '-1'],
    ['BIN_DAYS', '2.5'],
    ['SHUTDOWN_SECONDS', '2.5'],
  ])('refuses a %s of %s', (name, text) => {
    expect(faultsOf({ [name]: text })).toEqual([expect.stringContaining(name)]);
  });

  it.each([
    ['everyone', 'everyone'],
    ['Signed-In', 'signed-in'],
    ['nobody', 'nobody'],
    ['true', 'everyone'],
    ['false', 'nobody'],
  ])('accepts %s as INTROSPECTION', (text, value) => {
    expect(readEnv({ INTROSPECTION: text }).graphql.introspection).toBe(value);
  });

  it('does not repeat a DATABASE_URL or an SMTP_URL, which hold a password', () => {
    const source = { DATABASE_URL: 'mysql://me:secret@db/people', SMTP_URL: 'https://me:secret@mail' };
    expect(faultsOf(source)).toHaveLength(2);
    expect(faultsOf(source).join()).not.toContain('secret');
  });
});
