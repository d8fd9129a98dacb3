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

/**
 * The headers that keep a browser from doing more with our pages than we mean.
 * @param origins other sites whose pages may ask this server; none by default.
 */
export async function securityHeaders(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: CONSOLE_POLICY },
    crossOriginEmbedderPolicy: false,
    // Whether the site is served over https is the proxy's to know, and to say.
    strictTransportSecurity: false,
  });
  await app.register(cors, { origin: origins.length > 0 ? [...origins] : false, credentials: true });
}

/** Route options for the playground, whose policy is its own. */
export const playgroundHeaders = {
  helmet: { contentSecurityPolicy: { useDefaults: false, directives: PLAYGROUND_POLICY } },
};
