import { registerEnumType } from 'type-graphql';

/** An attribute of users by whose values a list can be narrowed. */
export enum UserFacet {
  STATE = 'STATE',
  ROLE = 'ROLE',
  DEPARTMENT = 'DEPARTMENT',
  LAST_SIGN_IN = 'LAST_SIGN_IN',
  SECOND_FACTOR = 'SECOND_FACTOR',
  CREATED = 'CREATED',
}

registerEnumType(UserFacet, {
  name: 'UserFacet',
  description: 'An attribute of users by whose values a list can be narrowed.',
  valuesConfig: {
    STATE: { description: 'Values of UserState; of the bin, DELETED.' },
    ROLE: { description: 'Ids of roles.' },
    DEPARTMENT: {
      description: 'Departments, folded. Spellings that differ in case or accents are one value.',
    },
    LAST_SIGN_IN: {
      description:
        'TODAY, LAST_7_DAYS, LAST_30_DAYS, LAST_90_DAYS (each holds those before), OLDER and NEVER.',
    },
    SECOND_FACTOR: { description: 'HAS and HAS_NOT: TOTP or a passkey. Needs USERS_WRITE.' },
    CREATED: {
      description: 'TODAY, LAST_7_DAYS, LAST_30_DAYS, LAST_90_DAYS (each holds those before) and OLDER.',
    },
  },
});
