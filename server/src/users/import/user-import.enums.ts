import { registerEnum } from '../../scalars/register-enum.js';

/** What an import does with a row. The names are stored. */
export enum UserImportOutcome {
  CREATED = 'CREATED',
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
  REFUSED = 'REFUSED',
}

registerEnum(UserImportOutcome, 'UserImportOutcome', 'What an import does with a row of its file.', {
  CREATED: 'A user is created.',
  CHANGED: 'A user is changed.',
  UNCHANGED: 'The user is as the row says already.',
  REFUSED: 'A rule refuses it; `reasons` name the rules.',
});

/** The names are stored. */
export enum UserImportFormat {
  CSV = 'CSV',
  JSON_LINES = 'JSON_LINES',
}

registerEnum(UserImportFormat, 'UserImportFormat', 'The form of the file of an import.', {
  CSV: 'Comma-separated values, or with another delimiter.',
  JSON_LINES: 'A JSON object on each line.',
});

/** The names are stored. */
export enum UserImportMatch {
  ID_OR_EMAIL = 'ID_OR_EMAIL',
  ID = 'ID',
  EMAIL = 'EMAIL',
}

registerEnum(UserImportMatch, 'UserImportMatch', 'How a row finds the user that it is about.', {
  ID_OR_EMAIL: 'By the id, and by the address if the row has no id.',
  ID: 'By the id alone. A row without an id is about a new user.',
  EMAIL: 'By the address alone, as the unique index folds it. Ids are ignored.',
});

/** Why a file cannot be read. The names are stored. */
export enum UserImportFault {
  QUOTE_NOT_CLOSED = 'QUOTE_NOT_CLOSED',
  TOO_LARGE = 'TOO_LARGE',
  MALFORMED = 'MALFORMED',
}

registerEnum(UserImportFault, 'UserImportFault', 'Why the file of an import cannot be read.', {
  QUOTE_NOT_CLOSED: 'A quote is opened and never closed.',
  TOO_LARGE: 'A record has more than 100,000 bytes or 200 cells.',
  MALFORMED: 'It is not of the format.',
});
