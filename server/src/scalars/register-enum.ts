import { registerEnumType } from 'type-graphql';

/** Makes an enum a type of the schema, with what each of its values means. */
export function registerEnum<Values extends Record<string, string>>(
  values: Values,
  name: string,
  description: string,
  meanings: Record<keyof Values, string>,
): void {
  const described = Object.entries(meanings).map(([value, description]) => [value, { description }]);
  // `Object.entries` forgets the names of the values.
  const valuesConfig = Object.fromEntries(described) as Record<keyof Values, { description: string }>;
  registerEnumType(values, { name, description, valuesConfig });
}
