import { registerEnum } from '../scalars/register-enum.js';

/** What feedback is about. The names are those of the API and are stored unchanged. */
export enum FeedbackKind {
  PROBLEM = 'PROBLEM',
  IDEA = 'IDEA',
  QUESTION = 'QUESTION',
  PRAISE = 'PRAISE',
}

registerEnum(FeedbackKind, 'FeedbackKind', 'What feedback is about.', {
  PROBLEM: 'Something does not work.',
  IDEA: 'Something could be better.',
  QUESTION: 'The sender does not know how to do something.',
  PRAISE: 'Something is good.',
});

/** How far an entry is. The names are those of the API and are stored unchanged. */
export enum FeedbackState {
  NEW = 'NEW',
  READ = 'READ',
  ANSWERED = 'ANSWERED',
  DONE = 'DONE',
}

registerEnum(FeedbackState, 'FeedbackState', 'How far the readers are with an entry.', {
  NEW: 'Nobody has read it.',
  READ: 'A reader has read it.',
  ANSWERED: 'The sender has an answer.',
  DONE: 'There is nothing left to do.',
});
