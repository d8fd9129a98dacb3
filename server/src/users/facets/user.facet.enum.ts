import { registerEnum } from '../../scalars/register-enum.js';

/** An attribute of users by whose values a list can be narrowed. */
export enum UserFacet {
  STATE = 'STATE',
  ROLE = 'ROLE',
  DEPARTMENT = 'DEPARTMENT',
  LAST_SIGN_IN = 'LAST_SIGN_IN',
  SECOND_FACTOR = 'SECOND_FACTOR',
  CREATED = 'CREATED',
}

registerEnum(UserFacet, 'UserFacet', 'An attribute of users by whose values a list can be narrowed.', {
  STATE: 'Values of UserState; of the bin, DELETED.',
  ROLE: 'Ids of roles.',
  DEPARTMENT: 'Departments, folded. Spellings that differ in case or accents are one value.',
  LAST_SIGN_IN: 'TODAY, LAST_7_DAYS, LAST_30_DAYS, LAST_90_DAYS (each holds those before), OLDER and NEVER.',
  SECOND_FACTOR: 'HAS and HAS_NOT: TOTP or a passkey. Needs USERS_WRITE.',
  CREATED: 'TODAY, LAST_7_DAYS, LAST_30_DAYS, LAST_90_DAYS (each holds those before) and OLDER.',
});
