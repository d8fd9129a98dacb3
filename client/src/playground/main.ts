import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { preferredLanguage } from '../lib/language';
import { createTexts } from '../messages/messages';
import { exampleDocument, exampleVariables, type Subject } from './examples';

const URL_PATH = '/graphql';

const language = preferredLanguage();
const { t } = createTexts(language).global;
const headers = { 'accept-language': language };

const fetcher = createGraphiQLFetcher({
  url: URL_PATH,
  headers,
  wsClient: createClient({
    url: `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${URL_PATH}`,
  }),
});

/** The newest user; none where the directory is empty or out of reach: the examples are shown all the same. */
async function findSubject(): Promise<Subject | undefined> {
  try {
    const response = await fetch(URL_PATH, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ users(first: 1) { nodes { id version displayName } } }' }),
    });
    const { data } = (await response.json()) as { data?: { users: { nodes: Subject[] } } };
    return data?.users.nodes[0];
  } catch {
    return undefined;
  }
}

const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** As chosen in the console, where lib/useColorMode.ts keeps it. */
function chosenTheme(): 'light' | 'dark' {
  const stored = localStorage.getItem('rollcall.colorMode');
  if (stored === 'light' || stored === 'dark') return stored;
  return systemDark.matches ? 'dark' : 'light';
}

/** What a visitor left in the tabs stays; who comes first finds the examples. */
async function firstTab(): Promise<{ initialQuery?: string; initialVariables?: string }> {
  if (localStorage.getItem('graphiql:tabState') !== null) return {};
  const subject = await findSubject();
  return { initialQuery: exampleDocument(t), initialVariables: exampleVariables(subject, Math.random()) };
}

async function start(): Promise<void> {
  document.title = `${t('playground.title')} · ${t('app.name')}`;
  const examples = await firstTab();
  const root = createRoot(document.querySelector('#playground') as HTMLElement); // playground.html has it.

  function draw(): void {
    const logo = createElement('a', { href: '/', className: 'graphiql-logo-link' }, t('playground.back'));
    root.render(
      createElement(
        GraphiQL,
        { ...examples, fetcher, defaultEditorToolsVisibility: 'variables', forcedTheme: chosenTheme() },
        createElement(GraphiQL.Logo, null, createElement('h1', null, logo)),
      ),
    );
  }

  draw();
  // Other colours were chosen in another tab, or by the system.
  window.addEventListener('storage', draw);
  systemDark.addEventListener('change', draw);
}

void start();
