import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

interface Answer {
  /** 0 if the connection ended without an answer. */
  status: number;
  body: string;
}

/** Clients that create users one after the other, and record the acknowledged ones. */
export class LoadOfCreates {
  readonly acknowledged: string[] = [];
  /** All others. */
  readonly refused: Answer[] = [];
  readonly #address: () => string;
  readonly #token: string;
  readonly #clients: Promise<void>[];
  #isOver = false;

  constructor(address: () => string, token: string, clients = 4) {
    this.#address = address;
    this.#token = token;
    this.#clients = Array.from({ length: clients }, () => this.#run());
  }

  get done(): number {
    return this.acknowledged.length;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const email = `${randomUUID()}@example.org`;
      const answer = await create(this.#address(), this.#token, email);
      if (answer.status === 200 && answer.body.includes(email)) this.acknowledged.push(email);
      else {
        this.refused.push(answer);
        // Like a client that retries.
        await delay(20);
      }
    }
  }
}

export async function create(address: string, token: string, email: string): Promise<Answer> {
  try {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: CREATE, variables: { input: { email, displayName: 'Created' } } }),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

const CREATE =
  'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { email } userErrors { code } users(first: 5) { nodes { id } } } }';
