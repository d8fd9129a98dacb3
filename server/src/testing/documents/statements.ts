import pg from 'pg';
import { vi } from 'vitest';

export interface Sent {
  text: string;
  values: unknown[];
}

/**
 * Runs a function and returns the statements that it sent through the pool that serves requests, in order. Other work of a
 * server (news of changes, sealing the audit trail) uses its own connections, with other names.
 */
export async function sentBy(run: () => Promise<unknown>): Promise<Sent[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await run();
    const clients = query.mock.contexts as unknown as pg.Client[];
    return (query.mock.calls as unknown[][]).flatMap(([statement, values], call) => {
      if (nameOf(clients[call]) !== 'rollcall') return [];
      const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
      return [{ text, values: (values ?? []) as unknown[] }];
    });
  } finally {
    query.mockRestore();
  }
}

/** The same, only the texts of the statements, with whitespace folded. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  return (await sentBy(run)).map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());
}

function nameOf(client: pg.Client | undefined): string | undefined {
  // Not among pg's documented properties.
  return (client as { connectionParameters?: { application_name?: string } } | undefined)
    ?.connectionParameters?.application_name;
}
