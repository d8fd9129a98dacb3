import type { MessageKey } from '../../messages/messages';

/** The user of an example: the newest one; undefined while the directory is empty. */
export interface Subject {
  id: string;
  version: number;
  email: string;
  displayName: string;
}

export interface Example {
  id: string;
  title: MessageKey;
  /** What is to be known about it; stands above it in the document. */
  remark: MessageKey;
  document: string;
  /** Of its variables: none harms anybody when it is tried. */
  variables?: (about: Subject, chance: number) => Record<string, unknown>;
}

/** An id that nobody has: what would end or take something away is refused until the reader puts another in. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** As `Subject` where there is nobody. */
export const MADE_UP: Subject = {
  id: NOBODY,
  version: 1,
  email: 'grace@example.org',
  displayName: 'Grace Hopper',
};

/** What every write is asked for: why nothing was done. */
export const REFUSALS = `userErrors {
      code
      message
      path
    }`;
