import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { watch } from 'vue';
import { refreshSession } from '../auth/refresh-session';
import { Session } from '../auth/session';
import { preferredLanguage } from '../lib/language';
import { createTexts } from '../messages/messages';
import { exampleDocument, exampleVariables, type Subject } from './examples';
import { sessionFetch, sessionSocket, URL_PATH } from './session';

const language = preferredLanguage();
const { t } = createTexts(language).global;
const headers = { 'accept-language': language };

const session = new Session(() => refreshSession(language));
const send = sessionFetch(session);
const fetcher = createGraphiQLFetcher({
  url: URL_PATH,
  headers,
  fetch: send,
  wsClient: sessionSocket(session),
});

/** The newest user; none where the directory is empty or out of reach: the examples are shown all the same. */
async function findSubject(): Promise<Subject | undefined> {
  try {
    const response = await send(URL_PATH, {
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

/** Instead of an editor that answers everything with a refusal. */
function signInNotice(): ReactElement {
  const link = createElement('a', { href: '/sign-in?next=/playground' }, t('auth.signIn'));
  return createElement(
    'div',
    { className: 'sign-in-notice' },
    createElement('h1', null, t('playground.title')),
    createElement('p', null, t('playground.signIn')),
    link,
  );
}

async function start(): Promise<void> {
  document.title = `${t('playground.title')} · ${t('app.name')}`;
  await session.begin();
  const root = createRoot(document.querySelector('#playground') as HTMLElement); // playground.html has it.
  const isOut = () => session.state.value === 'out' || session.state.value === 'ended';
  let examples: Awaited<ReturnType<typeof firstTab>> | undefined;

  async function draw(): Promise<void> {
    if (isOut()) return root.render(signInNotice());
    examples ??= await firstTab();
    const logo = createElement('a', { href: '/', className: 'graphiql-logo-link' }, t('playground.back'));
    root.render(
      createElement(
        GraphiQL,
        { ...examples, fetcher, defaultEditorToolsVisibility: 'variables', forcedTheme: chosenTheme() },
        createElement(GraphiQL.Logo, null, createElement('h1', null, logo)),
      ),
    );
  }

  await draw();
  // Somebody signed in or out, here or in another tab; or other colours were chosen there, or by the system.
  watch(session.state, () => void draw());
  window.addEventListener('storage', () => void draw());
  systemDark.addEventListener('change', () => void draw());
}

void start();
