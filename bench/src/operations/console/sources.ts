import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DocumentNode } from 'graphql';
import { ROOT } from '../../paths.js';

/** The folder of the server's tests with the console's operations and their requests. */
const TESTING = join(ROOT, 'server/src/testing');

export interface ConsoleRequest {
  variables: object;
  headers: Record<string, string>;
}

/** What the requests are made of; the rest of it is the server's tests' own. */
export interface ConsoleStage {
  server: { owner: { headers: Record<string, string> } };
}

export interface ConsoleOperation {
  requests: (stage: ConsoleStage, count: number) => Promise<ConsoleRequest[]>;
  most?: number;
  undo?: string;
}

export interface Sources {
  operations: readonly (readonly [name: string, document: DocumentNode])[];
  /** Or why it cannot be measured. */
  requests: Readonly<Record<string, ConsoleOperation | string>>;
  ConsoleStage: new (server: object) => ConsoleStage;
  SoftwareAuthenticator: new (site: { origin: string; rpId: string }) => object;
}

/**
 * The only sources of the product that the benchmark loads, so that it measures what the server's tests assert. No build has
 * them: Node takes their types off.
 */
export async function loadConsoleSources(): Promise<Sources> {
  const folder = pathToFileURL(TESTING).href;
  const hooks = registerHooks({
    // Their imports name the built files.
    resolve: (specifier, context, next) =>
      next(
        context.parentURL?.startsWith(folder) ? specifier.replace(/^(\..*)\.js$/, '$1.ts') : specifier,
        context,
      ),
  });
  const load = (name: string): Promise<unknown> => import(pathToFileURL(join(TESTING, `${name}.ts`)).href);
  try {
    const { consoleOperations } = (await load('requests/console-operations')) as {
      consoleOperations: Sources['operations'];
    };
    const { CONSOLE_REQUESTS } = (await load('requests/console-requests')) as {
      CONSOLE_REQUESTS: Sources['requests'];
    };
    const { ConsoleStage } = (await load('requests/console-stage')) as Pick<Sources, 'ConsoleStage'>;
    const { SoftwareAuthenticator } = (await load('accounts/software-authenticator')) as Pick<
      Sources,
      'SoftwareAuthenticator'
    >;
    return { operations: consoleOperations, requests: CONSOLE_REQUESTS, ConsoleStage, SoftwareAuthenticator };
  } finally {
    hooks.deregister();
  }
}
