import { registerEnumType } from 'type-graphql';

/** Why a write was refused. */
export enum UserErrorCode {
  REQUIRED = 'REQUIRED',
  INVALID = 'INVALID',
  TOO_LONG = 'TOO_LONG',
  EMAIL_TAKEN = 'EMAIL_TAKEN',
  NAME_TAKEN = 'NAME_TAKEN',
  NOT_FOUND = 'NOT_FOUND',
  STALE_VERSION = 'STALE_VERSION',
  WRONG_CREDENTIALS = 'WRONG_CREDENTIALS',
  WEAK_PASSWORD = 'WEAK_PASSWORD',
  LAST_OWNER = 'LAST_OWNER',
  SELF = 'SELF',
  LIMIT = 'LIMIT',
  NOT_ALLOWED = 'NOT_ALLOWED',
  IN_USE = 'IN_USE',
  ALREADY_DONE = 'ALREADY_DONE',
  DUPLICATE = 'DUPLICATE',
}

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'Why a write was refused.',
  valuesConfig: {
    REQUIRED: { description: 'A text that must be there is empty.' },
    INVALID: { description: 'Not of the form that is needed.' },
    TOO_LONG: { description: 'Longer than allowed.' },
    EMAIL_TAKEN: { description: 'Another user has this e-mail address.' },
    NAME_TAKEN: { description: 'Another one has this name; case is ignored.' },
    NOT_FOUND: { description: 'There is nothing with this id.' },
    STALE_VERSION: { description: 'It was changed in the meantime.' },
    WRONG_CREDENTIALS: { description: 'The address, the password or the code is wrong.' },
    WEAK_PASSWORD: { description: 'The password is too easy to guess.' },
    LAST_OWNER: { description: 'The directory would be left without an owner.' },
    SELF: { description: 'Nobody may do this to themselves.' },
    LIMIT: { description: 'A limit of the directory is reached.' },
    NOT_ALLOWED: { description: 'It takes permissions that the viewer does not have, or nobody may do it.' },
    IN_USE: { description: 'Somebody has it, so it can’t be deleted.' },
    DUPLICATE: { description: 'An earlier row of the same file is about the same user.' },
    ALREADY_DONE: {
      description:
        'A request with the same Idempotency-Key did it; its secret was shown in that answer alone.',
    },
  },
});
