import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../schema.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const schema = buildSchema();
const query = schema.getQueryType() as GraphQLObjectType;

/** The arguments of queries, and the fields of their inputs, that are of a type: users.where.department. */
function placesOf(type: string): { path: string[]; field: string; args: readonly GraphQLArgument[] }[] {
  return Object.values(query.getFields()).flatMap((field) =>
    field.args.flatMap((arg) =>
      below(arg, type).map((path) => ({ path, field: field.name, args: field.args })),
    ),
  );
}

function below({ name, type: own }: GraphQLArgument | GraphQLInputField, type: string): string[][] {
  const named = getNamedType(own);
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).flatMap((field) =>
      below(field, type).map((rest) => [name, ...rest]),
    );
  }
  return named.name === type ? [[name]] : [];
}

function valueAt(type: GraphQLInputType, [name, ...rest]: string[], value: unknown): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueAt(nullable.ofType, [name ?? '', ...rest].filter(Boolean), value)];
  if (!isInputObjectType(nullable) || name === undefined) return value;
  const field = nullable.getFields()[name] as GraphQLInputField;
  return { ...requiredOf(nullable), [name]: valueAt(field.type, rest, value) };
}

/** The first value of each required enum, so that an input can be sent. */
function requiredOf(input: GraphQLInputObjectType): object {
  const required = Object.values(input.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(
    required.flatMap(({ name, type }): [string, unknown][] => {
      const named = getNamedType(type);
      if (isEnumType(named)) return [[name, named.getValues()[0]?.name]];
      return isInputObjectType(named) ? [[name, requiredOf(named)]] : [];
    }),
  );
}

/** Asks with a value at one place. */
function askWith(
  test: TestApp,
  { path, field, args }: ReturnType<typeof placesOf>[number],
  value: unknown,
  select: string,
) {
  const [name = '', ...rest] = path;
  const arg = args.find((each) => each.name === name) as GraphQLArgument;
  const document = `query ($value: ${String(arg.type)}) { ${field}(${name}: $value) ${select} }`;
  return test.graphql(document, { value: valueAt(arg.type, rest, value) });
}

const SELECTS: Record<string, string> = {
  users: '{ nodes { displayName } }',
  userFacets: '{ facet values { label count } }',
  bulkPreview: '{ total }',
};
/** The only user, the department with one user, and the set of one user. */
const FOUND_BY: Record<string, string> = {
  userFacets: '"label":"Café Ångström","count":1',
  bulkPreview: '"total":1',
};

const CURSORS = ['after', 'before'];
const TEXTS = placesOf('String').filter(({ path }) => !CURSORS.includes(path[0] ?? ''));
const MOMENTS = placesOf('DateTime');
const nameOf = ({ field, path }: { field: string; path: string[] }) => [field, ...path].join('.');

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await createUsers(test, {
    email: 'zoë@müller.example',
    displayName: 'Zoë Café',
    department: 'Café Ångström',
  });
});
afterAll(() => test.close());

describe('every text argument that finds something', () => {
  const FOUND: Record<string, string | undefined> = {
    'users.search': 'Zoë Café',
    'users.where.department': 'Café Ångström',
    'userFacets.search': 'Zoë Café',
    'userFacets.where.department': 'Café Ångström',
    'userFacets.matching': 'Café Ångström',
    // A name of IANA, of ASCII alone.
    'userFacets.timeZone': undefined,
    'bulkPreview.input.search': 'Zoë Café',
    'bulkPreview.input.where.department': 'Café Ångström',
    // A value to write, which is not a filter.
    'bulkPreview.input.change.value': undefined,
    'userByEmail.email': 'zoë@müller.example',
    // Secrets, of ASCII alone.
    'invitationHolder.token': undefined,
    'resetHolder.token': undefined,
    'emailChangeHolder.token': undefined,
  };

  it('is listed in this test', () => {
    expect(TEXTS.map(nameOf).sort()).toEqual(Object.keys(FOUND).sort());
  });

  const cases = TEXTS.filter((place) => FOUND[nameOf(place)] !== undefined).flatMap((place) => {
    const text = FOUND[nameOf(place)] ?? '';
    return [
      { name: nameOf(place), place, spelling: 'NFC', text },
      { name: nameOf(place), place, spelling: 'NFD', text: text.normalize('NFD') },
      { name: nameOf(place), place, spelling: 'blanks around it', text: ` ${text}\u00a0` },
      { name: nameOf(place), place, spelling: 'marks of direction around it', text: `\u202a${text}\u202c` },
      {
        name: nameOf(place),
        place,
        spelling: 'a zero-width blank in it',
        text: text.replace('é', 'é\u200b'),
      },
    ];
  });

  it.each(cases)('$name finds the stored text in $spelling', async ({ place, text }) => {
    const { data, errors } = await askWith(test, place, text, SELECTS[place.field] ?? '{ displayName }');
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain(FOUND_BY[place.field] ?? '"displayName":"Zoë Café"');
  });
});

describe('every moment argument of a query', () => {
  it('is listed in this test', () => {
    expect(MOMENTS.map(nameOf)).toEqual(
      expect.arrayContaining(['users.where.createdAt.from', 'auditEntries.where.occurredAt.until']),
    );
  });

  const cases = MOMENTS.flatMap((place) =>
    ['2026-02-30T00:00:00Z', '2026-02-30', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z'].map((text) => ({
      name: nameOf(place),
      place,
      text,
    })),
  );
  it.each(cases)('is refused by $name if it is invalid: $text', async ({ place, text }) => {
    const { data, errors } = await askWith(test, place, text, '{ __typename }');
    expect([data, errors?.[0]?.extensions['code']]).toEqual([undefined, 'BAD_USER_INPUT']);
  });
});
