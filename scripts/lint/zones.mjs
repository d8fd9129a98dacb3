/**
 * The allowed directions of imports. Features are read from the folders, so the rules apply to a new feature from its first
 * file.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ target: string | string[], from: string | string[], except?: string[], message: string }} Zone */

/** Server folders that every feature uses, and that therefore may not import a feature. */
const SERVER_FOUNDATIONS = [
  'access',
  'database',
  'figures',
  'logging',
  'mail',
  'pagination',
  'selection',
  'startup',
  'subscriptions',
  'messages',
  'refusals',
  'scalars',
  'texts',
];
/**
 * Server folders that combine the features, as main.ts and app.ts do: `node(id)` finds objects of any feature, and `execution`
 * runs all of them.
 */
const SERVER_ASSEMBLY = ['execution', 'http', 'node'];
/** The kinds of files that other features may import: services, entities, and shared types of the schema. */
const MET = [
  'entity',
  'service',
  'enum',
  'enums',
  'interface',
  'type',
  'answer',
  'selection',
  'startup',
  'row',
  'rule',
  'validation',
  'permissions',
  'columns',
  'fields',
  'guard-rails',
  // The filter of a list, which an input of another feature may contain.
  'where',
];
/** Client folders that hold no feature: `gql` is generated, `messages` is data. */
const CLIENT_FOUNDATIONS = ['ui', 'lib', 'gql', 'messages'];

/** Packages of HTTP and of GraphQL execution. For `no-restricted-imports`. */
export const transportInServices = {
  regex: '^(graphql|graphql-ws|type-graphql|fastify|@fastify/.*|@apollo/.*|@as-integrations/.*)(/.*)?$',
  message: 'A service knows nothing of HTTP or GraphQL execution.',
};

/** For `no-restricted-imports`. */
export const apolloInComponents = {
  regex: '^@(apollo/client|vue/apollo-composable)(/.*)?$',
  message: 'Only composables (use….ts), and apollo.ts with its links and caches, speak to Apollo.',
};

/**
 * For `import-x/no-restricted-paths`.
 * @param {string} root absolute path of the repository
 * @returns {Zone[]}
 */
export function zones(root) {
  return [...serverZones(root), ...clientZones(root), ...workspaceZones()].filter(
    // The rule refuses a zone with an empty `from`, which happens without features.
    (zone) => zone.from.length > 0,
  );
}

/**
 * @param {string} root
 * @returns {Zone[]}
 */
function serverZones(root) {
  const features = folders(join(root, 'server/src')).filter((name) => !SERVER_FOUNDATIONS.includes(name));
  // Absolute, because `**` alone does not match a checkout under a folder that starts with a dot.
  const entities = join(root, 'server/src/**/*.entity.ts');
  const met = join(root, `server/src/**/*.{${MET.join(',')}}.ts`);
  return [
    ...SERVER_FOUNDATIONS.map((name) => ({
      target: `server/src/${name}`,
      from: features.map((feature) => `server/src/${feature}/**`),
      // The list of entities imports those of all features.
      except: name === 'database' ? [entities] : [],
      message: `${name}/ is under the features: move what it needs here, or the caller up.`,
    })),
    ...features
      .filter((feature) => !SERVER_ASSEMBLY.includes(feature))
      .map((feature) => ({
        target: `server/src/${feature}`,
        from: features.filter((other) => other !== feature).map((other) => `server/src/${other}/**`),
        except: [met],
        message: `Features meet through their entities and services (${MET.join(', ')}) only.`,
      })),
    {
      target: 'server/src/**/*.service.ts',
      from: ['server/src/**/*.resolver.ts', 'server/src/{main,app,schema}.ts'],
      message: 'A service knows nothing of HTTP or GraphQL: pass it what it needs.',
    },
  ];
}

/**
 * @param {string} root
 * @returns {Zone[]}
 */
function clientZones(root) {
  const features = folders(join(root, 'client/src'))
    .filter((name) => !CLIENT_FOUNDATIONS.includes(name))
    .map((feature) => `client/src/${feature}/**`);
  return [
    {
      target: 'client/src/ui',
      from: features,
      message: 'ui/ has no domain word inside: take it as a prop or a slot.',
    },
    {
      target: 'client/src/lib',
      from: [...features, 'client/src/**/*.vue'],
      message: 'lib/ has no component and no feature inside.',
    },
  ];
}

/** @returns {Zone[]} */
function workspaceZones() {
  return [
    {
      target: 'e2e',
      from: ['server', 'client'],
      message: 'End-to-end tests know the product from outside: its addresses, its API, its screen.',
    },
    {
      target: 'bench',
      from: ['server', 'client'],
      message:
        'The benchmark measures the product from outside: its built files, started as users start them.',
    },
    { target: ['server', 'client'], from: 'bench', message: 'The product knows nothing of its benchmark.' },
    { target: 'client', from: 'server', message: 'The client knows the server by schema.graphql only.' },
    { target: 'server', from: 'client', message: 'The server knows nothing of its clients.' },
  ];
}

/** @param {string} parent */
function folders(parent) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
