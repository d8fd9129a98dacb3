import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** What the console may load: itself, and nothing from elsewhere. */
const CONSOLE_POLICY = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'"],
};

/** GraphiQL's editor (Monaco) writes inline styles and GraphiQL's stylesheet holds its fonts; scripts stay our own. */
const PLAYGROUND_POLICY = {
  ...CONSOLE_POLICY,
  fontSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
};

/** What no page of ours asks a browser for, so that nothing which gets into one can. */
const PERMISSIONS_POLICY = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

const YEAR_SECONDS = 365 * 24 * 60 * 60;

interface HeaderOptions {
  /** Other sites whose pages may ask this server. */
  origins?: readonly string[];
  /** The origin at which people reach it. */
  publicUrl?: string | undefined;
}

/** The headers that keep a browser from doing more with our pages than we mean. */
export async function securityHeaders(
  app: FastifyInstance,
  { origins = [], publicUrl }: HeaderOptions = {},
): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: CONSOLE_POLICY },
    crossOriginEmbedderPolicy: false,
    // Older browsers go by this one; the policy says the same.
    frameguard: { action: 'deny' },
    // A browser that has seen it once never asks this host by plain http again, so it takes an address of https.
    strictTransportSecurity: publicUrl?.startsWith('https:')
      ? { maxAge: YEAR_SECONDS, includeSubDomains: true }
      : false,
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS_POLICY);
  });
  await app.register(cors, { origin: origins.length > 0 ? [...origins] : false, credentials: true });
}

/** Route options for the playground, whose policy is its own. */
export const playgroundHeaders = {
  helmet: { contentSecurityPolicy: { useDefaults: false, directives: PLAYGROUND_POLICY } },
};
