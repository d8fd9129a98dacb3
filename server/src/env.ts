import { isIP } from 'node:net';
import { resolve } from 'node:path';
import validator from 'validator';
import { readDatabaseUrl, readReplicaUrls } from './env-database.js';
import { readSecurityContact } from './http/pages/security-txt.js';
import { message, type MessageKey, type MessageParams } from './messages/messages.js';
import { StartupError } from './startup/startup-error.js';
import { type AddressRule, newAddress } from './users/validation/email-address.validation.js';
import { PASSWORD } from './users/validation/password.rule.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const MODES = ['production', 'development', 'test'] as const;
export const INTROSPECTION = ['everyone', 'signed-in', 'nobody'] as const;
export type Introspection = (typeof INTROSPECTION)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];
export type Mode = (typeof MODES)[number];

/** Everything that the environment decides. No other file reads the environment. */
export interface Env {
  /** From NODE_ENV; production by default, as the safe one. */
  readonly mode: Mode;
  readonly http: {
    /** 0 lets the system choose. */
    readonly port: number;
    readonly host: string;
    /** The port of `/metrics`; undefined if there are no metrics. */
    readonly metricsPort: number | undefined;
    /** The address at which people reach the server, such as https://example.org/people, with no slash at its end. */
    readonly publicUrl: string | undefined;
    /** Its origin. */
    readonly publicOrigin: string | undefined;
    /** Its path, such as /people; empty if it has none. */
    readonly basePath: string;
    /** Origins of other sites whose pages may send requests to this server. */
    readonly corsOrigins: readonly string[];
    /** All, none, a number of proxies, or addresses and ranges. */
    readonly trustProxy: boolean | number | readonly string[];
    /** The contact for reports of vulnerabilities, as a URI; undefined for no security.txt. */
    readonly securityContact: string | undefined;
  };
  readonly graphql: {
    /** Who may read the schema and get suggestions for misspelled names. */
    readonly introspection: Introspection;
    /** Whether `/playground` is served. */
    readonly playground: boolean;
  };
  readonly database: {
    /** The URL of an external database; undefined for the embedded one. */
    readonly url: string | undefined;
    /** Standbys that answer reads which may be a moment old. */
    readonly replicaUrls: readonly string[];
    /** Absolute path of the folder for the embedded one. */
    readonly dataDir: string;
  };
  /** The mail server and sender; undefined for no mail, with links to copy instead. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** The first owner to make if there is none; undefined: the holder of the set-up link becomes the owner. */
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  readonly addresses: AddressRule;
  /** After how many days in the bin a user is erased; 0: never. */
  readonly bin: { readonly days: number };
  readonly log: {
    readonly level: LogLevel;
    /** An operation that takes this many milliseconds is logged as slow; 0: none is. */
    readonly slowMs: number;
  };
  /** The receiver of traces, and the share of traced requests; undefined for no traces. */
  readonly tracing: { readonly endpoint: string; readonly ratio: number } | undefined;
  readonly shutdown: {
    /** How long stopping may take, in seconds. */
    readonly seconds: number;
  };
}

/** Every fault of the environment at once. */
export class EnvError extends StartupError {
  override name = 'EnvError';

  constructor(readonly faults: readonly string[]) {
    super('env.faults', { faults: faults.join('; ') });
  }
}

/**
 * Reads the environment. An empty variable counts as missing, as Compose files set unused ones to the empty string. A relative
 * DATA_DIR starts from `folder`, the folder in which the command was called. Throws an EnvError that lists all faults.
 */
export function readEnv(source: NodeJS.ProcessEnv, folder: string = process.cwd()): Env {
  const faults: string[] = [];
  const read = <T>(
    name: string,
    absent: T,
    parse: (value: string) => T | undefined,
    key: MessageKey,
    more: MessageParams = {},
  ): T => {
    const value = source[name]?.trim();
    if (!value) return absent;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    faults.push(message('en', key, { value, ...more }));
    return absent;
  };
  const publicUrl = read<string | undefined>('PUBLIC_URL', undefined, publicAddress, 'env.publicUrl');
  const address = publicUrl === undefined ? undefined : new URL(publicUrl);
  const smtpUrl = read<string | undefined>('SMTP_URL', undefined, mailServer, 'env.smtpUrl');
  const mailFrom = read<string>('MAIL_FROM', senderAt(publicUrl), mailSender, 'env.mailFrom');
  const singleLabelDomains = read('ALLOW_SINGLE_LABEL_DOMAINS', false, yesNo, 'env.yesNo', {
    name: 'ALLOW_SINGLE_LABEL_DOMAINS',
  });
  const otlp = read<string | undefined>(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    undefined,
    otlpReceiver,
    'env.otlpEndpoint',
  );
  const ratio = read('OTEL_TRACES_SAMPLER_ARG', 0.01, share, 'env.traceRatio');
  const env: Env = {
    mode: read<Mode>('NODE_ENV', 'production', oneOf(MODES), 'env.nodeEnv', { modes: MODES.join(', ') }),
    http: {
      port: read('PORT', 4000, wholeNumber(0, 65_535), 'env.port'),
      // Only this machine: without a proxy that adds TLS, passwords would cross a network in clear text.
      metricsPort: read<number | undefined>(
        'METRICS_PORT',
        undefined,
        wholeNumber(0, 65_535),
        'env.metricsPort',
      ),
      host: read('HOST', '127.0.0.1', hostName, 'env.host'),
      publicUrl,
      publicOrigin: address?.origin,
      basePath: address?.pathname.replace(/^\/$/, '') ?? '',
      corsOrigins: read<readonly string[]>('CORS_ORIGINS', [], listOf(webOrigin), 'env.corsOrigins'),
      trustProxy: read<boolean | number | readonly string[]>('TRUST_PROXY', false, proxies, 'env.trustProxy'),
      securityContact: readSecurityContact(source, faults),
    },
    graphql: {
      introspection: read<Introspection>('INTROSPECTION', 'signed-in', whoIntrospects, 'env.introspection', {
        choices: INTROSPECTION.join(', '),
      }),
      playground: read('PLAYGROUND', true, yesNo, 'env.yesNo', { name: 'PLAYGROUND' }),
    },
    database: {
      url: readDatabaseUrl(source, faults),
      replicaUrls: readReplicaUrls(source, faults),
      dataDir: resolve(folder, source['DATA_DIR']?.trim() || 'data'),
    },
    mail: smtpUrl === undefined ? undefined : { url: smtpUrl, from: mailFrom },
    admin: readAdmin(source, singleLabelDomains, faults),
    addresses: { singleLabelDomains },
    bin: { days: read('BIN_DAYS', 30, wholeNumber(0, 36_500), 'env.binDays') },
    log: {
      level: read<LogLevel>('LOG_LEVEL', 'info', oneOf(LOG_LEVELS), 'env.logLevel', {
        levels: LOG_LEVELS.join(', '),
      }),
      slowMs: read('SLOW_OPERATION_MS', 1_000, wholeNumber(0, 60_000), 'env.slowOperationMs'),
    },
    tracing: otlp === undefined ? undefined : { endpoint: otlp, ratio },
    shutdown: { seconds: read('SHUTDOWN_SECONDS', 10, wholeNumber(1, 3600), 'env.shutdownSeconds') },
  };
  const { port, metricsPort } = env.http;
  if (port !== 0 && port === metricsPort) faults.push(message('en', 'env.samePort', { port: String(port) }));
  if (faults.length > 0) throw new EnvError(faults);
  return env;
}

/** Both or neither. The password is not trimmed. Its quality is checked where it is used. */
function readAdmin(source: NodeJS.ProcessEnv, singleLabelDomains: boolean, faults: string[]): Env['admin'] {
  const given = source['ADMIN_EMAIL']?.trim();
  const password = source['ADMIN_PASSWORD'];
  if (!given && !password) return undefined;
  const email = newAddress(given ?? '', { singleLabelDomains });
  if (!email) faults.push(message('en', 'env.adminEmail'));
  else if (!password) faults.push(message('en', 'env.adminPassword', PASSWORD));
  else return { email, password };
  return undefined;
}

// Each of these returns undefined if the text is not of its kind.

function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const number = Number(text);
    return /^\d+$/.test(text) && number >= least && number <= most ? number : undefined;
  };
}

/** Its path is kept, as some receivers have one. */
function otlpReceiver(text: string): string | undefined {
  const url = URL.parse(text);
  return url && ['http:', 'https:'].includes(url.protocol) && !url.search && !url.hash ? text : undefined;
}

function share(text: string): number | undefined {
  return /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(text) ? Number(text) : undefined;
}

function oneOf<T extends string>(choices: readonly T[]): (text: string) => T | undefined {
  return (text) => choices.find((choice) => choice === text.toLowerCase());
}

function yesNo(text: string): boolean | undefined {
  return { true: true, false: false }[text.toLowerCase()];
}

/** `true` and `false` are the values of earlier versions. */
function whoIntrospects(text: string): Introspection | undefined {
  const isShown = yesNo(text);
  if (isShown !== undefined) return isShown ? 'everyone' : 'nobody';
  return oneOf(INTROSPECTION)(text);
}

function listOf(parse: (text: string) => string | undefined): (text: string) => string[] | undefined {
  return (text) => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
      .map(parse);
    return items.every((item) => item !== undefined) ? items : undefined;
  };
}

function hostName(text: string): string | undefined {
  return isIP(text) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : undefined;
}

/** "https://host:port"; a final slash is accepted. */
function webOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.href === `${url.origin}/` ? url.origin : undefined;
}

/** The server's own paths: behind a proxy that strips the path, they could not be distinguished from it. */
const OWN_PATHS =
  '.well-known assets audit browser-errors bulk docs feedback graphql healthz playground readyz usage-counts'.split(
    ' ',
  );

/** An origin, and a path of plain characters, which need no quoting in a page, a cookie and nginx. */
function publicAddress(text: string): string | undefined {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/]+)((?:\/[\w.~-]+)*)\/?$/i.exec(text) ?? [];
  const [, first = ''] = path.split('/');
  if (OWN_PATHS.includes(first) || /\/\.{1,2}(?:\/|$)/.test(path)) return undefined;
  const known = webOrigin(origin);
  return known && known + path;
}

function mailServer(text: string): string | undefined {
  const url = URL.parse(text);
  return url?.hostname && ['smtp:', 'smtps:'].includes(url.protocol) ? text : undefined;
}

/** An address, alone or with a name before it: Rollcall <rollcall@example.org>. */
function mailSender(text: string): string | undefined {
  return validator.isEmail(text, {
    allow_display_name: true,
    allow_utf8_local_part: true,
    require_tld: false,
  })
    ? text
    : undefined;
}

function senderAt(publicUrl: string | undefined): string {
  return `Rollcall <rollcall@${publicUrl ? new URL(publicUrl).hostname : 'localhost'}>`;
}

const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

function proxies(text: string): boolean | number | string[] | undefined {
  return yesNo(text) ?? wholeNumber(0, 100)(text) ?? listOf(addressRange)(text);
}

/** "10.0.0.1", "10.0.0.0/8", or a range that has a name. */
function addressRange(text: string): string | undefined {
  if (NAMED_RANGES.includes(text)) return text;
  const [address = '', bits, more] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const fits = bits === undefined ? longest > 0 : /^\d+$/.test(bits) && Number(bits) <= longest;
  return fits && more === undefined ? text : undefined;
}
