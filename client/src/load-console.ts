import { type App, type Component, inject, type InjectionKey, type ShallowRef, shallowRef } from 'vue';
import type { Session } from './auth/session/session';
import { loadAhead } from './lib/load-ahead';
import { idle } from './lib/idle';
import { loadPart, type Texts } from './messages/messages';

export interface ConsoleLoader {
  /** What stands around every page of the console, once its code is there. */
  shell: Readonly<ShallowRef<Component | undefined>>;
  isLoading: Readonly<ShallowRef<boolean>>;
  /** Loads the code and the texts that every page of the console needs. Where that fails, the next call tries again. */
  load: () => Promise<void>;
  /** The same, and then all that a click may need, while the browser is idle. */
  loadAhead: () => void;
}

export const LOADER: InjectionKey<ConsoleLoader> = Symbol('loader');

export function useConsoleLoader(): ConsoleLoader {
  const loader = inject(LOADER);
  if (!loader) throw new Error('The loader is not provided: see main.ts.');
  return loader;
}

interface LoaderOptions {
  app: App;
  session: Session;
  texts: Texts;
}

export function createConsoleLoader({ app, session, texts }: LoaderOptions): ConsoleLoader {
  const { locale } = texts.global;
  const shell = shallowRef<Component>();
  const isLoading = shallowRef(false);
  let loading: Promise<unknown> | undefined;

  async function loadOnce(): Promise<void> {
    const [{ ConsoleShell, installConsole }] = await Promise.all([import('./console'), loadPart('console')]);
    installConsole(app, session, () => locale.value);
    shell.value = ConsoleShell;
  }

  async function load(): Promise<void> {
    if (shell.value) return;
    isLoading.value = true;
    loading ??= loadOnce().catch(() => (loading = undefined));
    await loading;
    isLoading.value = false;
  }

  async function loadRest(): Promise<void> {
    await idle();
    await load();
    await loadAhead();
  }

  return {
    shell,
    isLoading,
    load,
    loadAhead: () => {
      const { connection } = navigator as { connection?: { saveData?: boolean } };
      if (!connection?.saveData) void loadRest();
    },
  };
}
