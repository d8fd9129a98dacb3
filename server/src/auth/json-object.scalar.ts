import { GraphQLScalarType } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';

/** A message between browser and authenticator. WebAuthn defines its shape, not this schema. */
export const JsonObject = new GraphQLScalarType<object, object>({
  ...GraphQLJSONObject.toConfig(),
  name: 'JSONObject',
  description: 'A JSON object, as the Web Authentication standard has it.',
  specifiedByURL: 'https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON',
});
