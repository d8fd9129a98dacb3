import type { FeedbackKind, FeedbackState } from '../gql/graphql';

/** In the order in which they are offered. */
export const KIND_ICONS: Record<FeedbackKind, string> = {
  PROBLEM: 'i-lucide-bug',
  IDEA: 'i-lucide-lightbulb',
  QUESTION: 'i-lucide-circle-help',
  PRAISE: 'i-lucide-heart',
};

// The records have no others.
export const KINDS = Object.keys(KIND_ICONS) as FeedbackKind[];

export const STATE_COLORS = {
  NEW: 'primary',
  READ: 'neutral',
  ANSWERED: 'success',
  DONE: 'success',
} as const satisfies Record<FeedbackState, string>;

export const STATES = Object.keys(STATE_COLORS) as FeedbackState[];
