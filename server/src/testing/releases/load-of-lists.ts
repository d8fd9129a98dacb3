/** Clients that read lists one after the other: by an order, a search, a filter, and by the count. */
export class LoadOfLists {
  done = 0;
  readonly refused: string[] = [];
  readonly #clients: Promise<void>[];
  #isOver = false;

  constructor(address: string, token: string) {
    this.#clients = QUERIES.map((query) => this.#run(address, token, query));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
  }

  async #run(address: string, token: string, query: string): Promise<void> {
    while (!this.#isOver) {
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const body = await response.text();
      if (body.startsWith('{"data":{"users":{"nodes":[{')) this.done += 1;
      else this.refused.push(body);
    }
  }
}

const FIELDS = 'nodes { id email displayName department createdAt roles { name } } pageInfo { hasNextPage }';
const QUERIES = [
  `{ users(first: 20) { ${FIELDS} totalCount } }`,
  `{ users(first: 20, search: "user 12") { ${FIELDS} } }`,
  `{ users(first: 20, where: { department: ["Team 7"] }) { ${FIELDS} } }`,
];
