import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents: `graphql(…)` in a `*.documents.ts` gets the types of its result and variables from src/gql. */
const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['src/**/*.documents.ts'],
  ignoreNoDocuments: true,
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: {
        // A fragment's fields are in the type that spreads it: rows travel through pure functions.
        fragmentMasking: false,
      },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { DateTime: 'string', ID: 'string', JSONObject: 'object' },
      },
    },
  },
};

export default config;
