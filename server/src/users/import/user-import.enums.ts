import { registerEnumType } from 'type-graphql';

/** What an import does with a row. The names are stored. */
export enum UserImportOutcome {
  CREATED = 'CREATED',
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
  REFUSED = 'REFUSED',
}

registerEnumType(UserImportOutcome, {
  name: 'UserImportOutcome',
  description: 'What an import does with a row of its file.',
  valuesConfig: {
    CREATED: { description: 'A user is created.' },
    CHANGED: { description: 'A user is changed.' },
    UNCHANGED: { description: 'The user is as the row says already.' },
    REFUSED: { description: 'A rule refuses it; `reasons` name the rules.' },
  },
});

/** The names are stored. */
export enum UserImportFormat {
  CSV = 'CSV',
  JSON_LINES = 'JSON_LINES',
}

registerEnumType(UserImportFormat, {
  name: 'UserImportFormat',
  description: 'The form of the file of an import.',
  valuesConfig: {
    CSV: { description: 'Comma-separated values, or with another delimiter.' },
    JSON_LINES: { description: 'A JSON object on each line.' },
  },
});

/** The names are stored. */
export enum UserImportMatch {
  ID_OR_EMAIL = 'ID_OR_EMAIL',
  ID = 'ID',
  EMAIL = 'EMAIL',
}

registerEnumType(UserImportMatch, {
  name: 'UserImportMatch',
  description: 'How a row finds the user that it is about.',
  valuesConfig: {
    ID_OR_EMAIL: { description: 'By the id, and by the address if the row has no id.' },
    ID: { description: 'By the id alone. A row without an id is about a new user.' },
    EMAIL: { description: 'By the address alone, as the unique index folds it. Ids are ignored.' },
  },
});

/** Why a file cannot be read. The names are stored. */
export enum UserImportFault {
  QUOTE_NOT_CLOSED = 'QUOTE_NOT_CLOSED',
  TOO_LARGE = 'TOO_LARGE',
  MALFORMED = 'MALFORMED',
}

registerEnumType(UserImportFault, {
  name: 'UserImportFault',
  description: 'Why the file of an import cannot be read.',
  valuesConfig: {
    QUOTE_NOT_CLOSED: { description: 'A quote is opened and never closed.' },
    TOO_LARGE: { description: 'A record has more than 100,000 bytes or 200 cells.' },
    MALFORMED: { description: 'It is not of the format.' },
  },
});
