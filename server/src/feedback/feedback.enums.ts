import { registerEnumType } from 'type-graphql';

/** What feedback is about. The names are those of the API and are stored unchanged. */
export enum FeedbackKind {
  PROBLEM = 'PROBLEM',
  IDEA = 'IDEA',
  QUESTION = 'QUESTION',
  PRAISE = 'PRAISE',
}

registerEnumType(FeedbackKind, {
  name: 'FeedbackKind',
  description: 'What feedback is about.',
  valuesConfig: {
    PROBLEM: { description: 'Something does not work.' },
    IDEA: { description: 'Something could be better.' },
    QUESTION: { description: 'The sender does not know how to do something.' },
    PRAISE: { description: 'Something is good.' },
  },
});

/** How far an entry is. The names are those of the API and are stored unchanged. */
export enum FeedbackState {
  NEW = 'NEW',
  READ = 'READ',
  ANSWERED = 'ANSWERED',
  DONE = 'DONE',
}

registerEnumType(FeedbackState, {
  name: 'FeedbackState',
  description: 'How far the readers are with an entry.',
  valuesConfig: {
    NEW: { description: 'Nobody has read it.' },
    READ: { description: 'A reader has read it.' },
    ANSWERED: { description: 'The sender has an answer.' },
    DONE: { description: 'There is nothing left to do.' },
  },
});
