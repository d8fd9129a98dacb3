/** The access rules that the schema's fields declare, and whether a running server enforces them. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { root } from '../steps.mjs';

/** Fields without a sign-in: the ways to sign in, and the data of the sign-in page. Any further one is a finding. */
const PUBLIC = [
  ...['Query.sendsMail', 'Query.viewer'],
  // The user of a link, by its secret.
  ...['Query.invitationHolder', 'Query.resetHolder', 'Query.emailChangeHolder'],
  ...[
    'Mutation.signIn',
    'Mutation.completeSignIn',
    'Mutation.signInWithPasskey',
    'Mutation.startPasskeySignIn',
  ],
  ...['Mutation.refreshSession', 'Mutation.signOut', 'Mutation.setUp', 'Mutation.acceptInvitation'],
  ...['Mutation.requestPasswordReset', 'Mutation.resetPassword', 'Mutation.confirmEmail'],
];

/** @typedef {import('graphql').GraphQLSchema} Schema */
/** @typedef {{ name: string, type: string, access: string | undefined, field: import('graphql').GraphQLField<unknown, unknown> }} Ruled */

/**
 * @param {import('./server.mjs').AuditedServer} server
 * @param {string} owner an access token
 * @returns {Promise<import('./report.mjs').Part>}
 */
export async function roles(server, owner) {
  const dist = (/** @type {string} */ path) => pathToFileURL(join(root, 'server/dist', path)).href;
  const { buildSchema } = await import(dist('schema.js'));
  const { accessOf } = await import(dist('access/access.js'));
  const ruled = rulesOf(buildSchema(), accessOf);
  const nobody = await server.nobody(owner);
  const probed = ruled.filter(({ type }) => type !== 'Subscription');
  const findings = ruleFaults(ruled);
  for (const { name, type, access, field } of probed) {
    if (access === undefined || access === 'PUBLIC') continue;
    const { query, variables } = operationOf(type, field);
    const code = async (/** @type {string | undefined} */ token) =>
      (await server.ask(query, variables, token)).errors?.[0]?.extensions?.code ?? 'an answer';
    const stranger = await code(undefined);
    if (stranger !== 'UNAUTHENTICATED') findings.push(`${name} gives a stranger ${stranger}.`);
    if (access === 'SIGNED_IN') continue;
    const powerless = await code(nobody);
    if (powerless !== 'FORBIDDEN') findings.push(`${name} gives somebody without ${access} ${powerless}.`);
  }
  const table = tableOf(ruled);
  return {
    name: 'Roles',
    findings,
    looked: [
      `${ruled.length} fields at the outermost level. Of the ${probed.length} queries and mutations, each that is not for everybody was asked by a stranger, and each that needs a permission by somebody without a role.`,
      '',
      '| who | may ask for |',
      '| --- | --- |',
      ...table,
    ],
  };
}

/**
 * @param {Schema} schema
 * @param {(field: object) => string | undefined} accessOf
 * @returns {Ruled[]}
 */
export function rulesOf(schema, accessOf) {
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return types.flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      name: `${type?.name}.${field.name}`,
      type: type?.name ?? '',
      access: accessOf(field) ?? (type ? accessOf(type) : undefined),
      field,
    })),
  );
}

/** @param {Pick<Ruled, 'name' | 'access'>[]} ruled */
export function ruleFaults(ruled) {
  const names = ruled.map(({ name }) => name);
  const gone = PUBLIC.filter((name) => !names.includes(name)).map(
    (name) => `${name} is listed as open, and not there.`,
  );
  const wrong = ruled.flatMap(({ name, access }) => {
    if (access === undefined) return [`${name} declares no rule.`];
    if (access === 'PUBLIC' && !PUBLIC.includes(name)) return [`${name} is open to everybody.`];
    return [];
  });
  return [...wrong, ...gone];
}

/** @param {Pick<Ruled, 'name' | 'access'>[]} ruled */
function tableOf(ruled) {
  const words = { PUBLIC: 'everybody', SIGNED_IN: 'everybody who is signed in' };
  const rights = [...new Set(ruled.map(({ access = 'nobody' }) => access))].sort();
  return rights.map((access) => {
    const names = ruled.filter((each) => each.access === access).map(({ name }) => name.split('.')[1]);
    const who = words[/** @type {keyof typeof words} */ (access)] ?? `\`${access}\``;
    return `| ${who} | ${names.map((name) => `\`${name}\``).join(', ')} |`;
  });
}

/**
 * An operation with only this field, with a value of the right type for each required argument.
 * @param {string} type
 * @param {import('graphql').GraphQLField<unknown, unknown>} field
 */
export function operationOf(type, field) {
  const needed = field.args.filter(({ type: of }) => isNonNullType(of));
  const declared = needed.map(({ name, type: of }) => `$${name}: ${String(of)}`).join(', ');
  const passed = needed.map(({ name }) => `${name}: $${name}`).join(', ');
  const named = getNamedType(field.type);
  const isLeaf = isEnumType(named) || named.constructor.name === 'GraphQLScalarType';
  return {
    query: `${type.toLowerCase()} ${declared ? `(${declared})` : ''} { ${field.name}${passed ? `(${passed})` : ''} ${isLeaf ? '' : '{ __typename }'} }`,
    variables: Object.fromEntries(needed.map(({ name, type: of }) => [name, valueOf(of)])),
  };
}

/** @type {Record<string, unknown>} */
const VALUES = { Int: 1, Float: 1, Boolean: true, DateTime: '2026-01-01T00:00:00.000Z' };

/**
 * @param {import('graphql').GraphQLInputType} type
 * @returns {unknown}
 */
function valueOf(type) {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return [valueOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return VALUES[type.name] ?? 'x';
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  // Of a "one of", exactly one.
  const fields = type.isOneOf ? Object.values(type.getFields()).slice(0, 1) : needed;
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type)]));
}
