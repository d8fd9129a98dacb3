import type { MessageKey, Texts } from '../messages/messages';

/** Whom the example of a change changes; undefined while the directory is empty. */
export interface Subject {
  id: string;
  version: number;
  displayName: string;
}

/** Characters that fit into the editor beside the answer, on a small laptop's screen. */
const LINE = 48;

type Translate = Texts['global']['t'];

/** Each with the remark above it. */
const EXAMPLES: readonly (readonly [remark: MessageKey, operation: string])[] = [
  [
    'playground.list',
    `query ListUsers($first: Int, $orderBy: UserOrder) {
  users(first: $first, orderBy: $orderBy) {
    totalCount
    nodes {
      id
      displayName
      email
      status
      version
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  ],
  [
    'playground.search',
    `query SearchUsers($search: String) {
  users(first: 10, search: $search, where: { status: [ACTIVE, INVITED] }) {
    totalCount
    nodes {
      displayName
      email
      department
    }
  }
}
`,
  ],
  [
    'playground.create',
    `mutation CreateUser($create: CreateUserInput!, $first: Int, $orderBy: UserOrder) {
  createUser(input: $create) {
    userErrors {
      code
      message
      path
    }
    user {
      id
      version
    }
    users(first: $first, orderBy: $orderBy) {
      totalCount
      nodes {
        displayName
        email
      }
    }
  }
}
`,
  ],
  [
    'playground.update',
    `mutation UpdateUser($update: UpdateUserInput!) {
  updateUser(input: $update) {
    userErrors {
      code
      message
      path
    }
    user {
      displayName
      version
      updatedAt
    }
  }
}
`,
  ],
  [
    'playground.news',
    `subscription WatchUsers {
  userChanged {
    kind
    user {
      displayName
      email
      status
    }
  }
}
`,
  ],
];

/** The first tab: one document whose operations are run one by one, each under a line that says what it does. */
export function exampleDocument(t: Translate): string {
  const examples = EXAMPLES.map(([key, operation]) => `${remark(t(key))}\n${operation}`);
  return [`${remark(t('playground.intro'))}\n`, ...examples].join('\n');
}

/**
 * The variables of all of them. The change writes the name that its subject has, so that trying it harms nobody.
 * @param chance from 0 to 1: the address of the user to be created is another each time
 */
export function exampleVariables(subject: Subject | undefined, chance: number): string {
  const { id, version, displayName } = subject ?? {
    id: '00000000-0000-0000-0000-000000000000',
    version: 1,
    displayName: 'Grace Hopper',
  };
  return JSON.stringify(
    {
      first: 10,
      orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' },
      search: 'ada',
      create: { email: `ada.${Math.floor(chance * 1e6)}@example.org`, displayName: 'Ada Lovelace' },
      update: { id, version, displayName },
    },
    null,
    2,
  );
}

/** A text as comment lines of the document. */
function remark(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`).join('\n');
}
