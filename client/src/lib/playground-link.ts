/** What the editors of the playground hold. */
interface Operation {
  document: string;
  /** As JSON; empty for none. */
  variables: string;
}

/** For the address of the playground: opens it with this operation. Browsers send what is behind the `#` to no server. */
export function playgroundHash({ document, variables }: Operation): string {
  return `#${new URLSearchParams({ query: document, ...(variables.trim() ? { variables } : {}) })}`;
}
