import { registerEnum } from '../scalars/register-enum.js';

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

registerEnum(UserErrorCode, 'UserErrorCode', 'Why a write was refused.', {
  REQUIRED: 'A text that must be there is empty.',
  INVALID: 'Not of the form that is needed.',
  TOO_LONG: 'Longer than allowed.',
  EMAIL_TAKEN: 'Another user has this e-mail address.',
  NAME_TAKEN: 'Another one has this name; case is ignored.',
  NOT_FOUND: 'There is nothing with this id.',
  STALE_VERSION: 'It was changed in the meantime.',
  WRONG_CREDENTIALS: 'The address, the password or the code is wrong.',
  WEAK_PASSWORD: 'The password is too easy to guess.',
  LAST_OWNER: 'The directory would be left without an owner.',
  SELF: 'Nobody may do this to themselves.',
  LIMIT: 'A limit of the directory is reached.',
  NOT_ALLOWED: 'It takes permissions that the viewer does not have, or nobody may do it.',
  IN_USE: 'Somebody has it, so it can’t be deleted.',
  DUPLICATE: 'An earlier row of the same file is about the same user.',
  ALREADY_DONE: 'A request with the same Idempotency-Key did it; its secret was shown in that answer alone.',
});
