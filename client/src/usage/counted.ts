import type { UsageFeature, UsageOutcome } from '../gql/graphql';

const PAGE: readonly UsageOutcome[] = ['OPENED'];
const TASK: readonly UsageOutcome[] = ['DONE', 'STOPPED'];

/** All that is counted: each feature of the server's enum, with the outcomes that it has. A feature that is not here is a type error. */
const COUNTED: Record<UsageFeature, readonly UsageOutcome[]> = {
  SIGN_IN: ['DONE', 'FAILED'],
  HOME: PAGE,
  PEOPLE: PAGE,
  SEARCH: ['DONE', 'EMPTY'],
  PERSON: PAGE,
  CREATE_PERSON: TASK,
  BIN: PAGE,
  BULK_CHANGE: TASK,
  JOBS: PAGE,
  IMPORT: ['OPENED', 'DONE', 'STOPPED'],
  EXPORT: ['DONE', 'FAILED'],
  ROLES: PAGE,
  EDIT_ROLE: TASK,
  INVITATIONS: PAGE,
  AUDIT_TRAIL: PAGE,
  FEEDBACK: PAGE,
  SEND_FEEDBACK: TASK,
  TOKENS: PAGE,
  CREATE_TOKEN: TASK,
  PLAYGROUND: PAGE,
  ACCOUNT: PAGE,
  COMMANDS: PAGE,
};

export interface Counted {
  feature: UsageFeature;
  outcomes: readonly UsageOutcome[];
}

export const ALL_COUNTED: readonly Counted[] = Object.entries(COUNTED).map(([feature, outcomes]) => ({
  // The record has no others.
  feature: feature as UsageFeature,
  outcomes,
}));
