import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** The console may load only its own files. */
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

/** For answers that are not pages: if a browser shows one as a page, it may load nothing. */
const ANSWER_POLICY = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };

/**
 * The API's answers omit headers that browsers apply only to pages: eight headers less saved 6 % of the CPU time of reading one
 * user, 4 % of a list's. The headers of OWASP's REST Security Cheat Sheet are included.
 */
const FOR_ANSWERS = [
  'content-security-policy',
  'cross-origin-resource-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
];

type Directives = Readonly<Record<string, string[]>>;

/** Browser features that no page of ours uses. They are turned off, so that injected code cannot use them either. */
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
  /** Origins of other sites whose pages may send requests to this server. */
  origins?: readonly string[];
  /** The origin at which people reach it. */
  publicUrl?: string | undefined;
}

/** Sets the headers that restrict what browsers do with our pages. */
export async function securityHeaders(
  app: FastifyInstance,
  { origins = [], publicUrl }: HeaderOptions = {},
): Promise<void> {
  const headers = { ...helmetHeaders(CONSOLE_POLICY, publicUrl), 'permissions-policy': PERMISSIONS_POLICY };
  const all = Object.entries(helmetHeaders(ANSWER_POLICY, publicUrl));
  const forAnswers = Object.fromEntries(all.filter(([name]) => FOR_ANSWERS.includes(name)));
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url === '/graphql' ? forAnswers : headers);
    done();
  });
  // Without origins, the plugin would still run for each request without effect: 3 % of the cost of reading one user.
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    credentials: true,
    exposedHeaders: ['rollcall-lsn'],
  });
}

/**
 * Helmet's headers are the same for every request, so they are computed once. As a hook, helmet computes its policy each time,
 * which was 8 % of the cost of a small answer in a profile.
 */
function helmetHeaders(directives: Directives, publicUrl?: string): Record<string, string> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  const write = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    crossOriginEmbedderPolicy: false,
    // For older browsers. The policy has the same rule.
    frameguard: { action: 'deny' },
    // Only with an https PUBLIC_URL: a browser that has seen this header never uses plain http for this host again.
    strictTransportSecurity: publicUrl?.startsWith('https:')
      ? { maxAge: YEAR_SECONDS, includeSubDomains: true }
      : false,
  });
  // Helmet reads nothing of the request.
  write({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error instanceof Error) throw error;
  });
  return headers;
}
