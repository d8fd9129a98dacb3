import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useSession } from '../../auth/session/useSession';
import { documentOf, type Operation } from '../editor/operations';
import { readVariables } from '../editor/variables';
import { type Answer, answerOf, hasErrors, newsText } from './answer';
import { listen, scriptSocket, viewerSocket } from './listen';
import { asScript, asViewer } from './run-as';
import { send } from './send';

export interface Run {
  document: string;
  operation: Operation;
  variables: string;
}

/** Runs operations, one at a time: a further one, or `stop`, ends the one before. */
export function useRun(token: () => string | undefined) {
  const { locale } = useI18n();
  const session = useSession();
  const answer = shallowRef<Answer>();
  const underWay = ref<'request' | 'subscription'>();
  let end = () => {};
  let socket: ReturnType<typeof viewerSocket> | undefined;

  function stop(): void {
    end();
    end = () => {};
    underWay.value = undefined;
  }

  async function run({ document, operation, variables: text }: Run): Promise<void> {
    stop();
    const variables = readVariables(text);
    const { name, kind } = operation;
    if (!variables) return void (answer.value = { text: '', name, fault: 'variables', hasErrors: true });
    const operationName = name;
    const request = { query: documentOf(document, operation), operationName, variables };
    await (kind === 'subscription' ? hear(request) : ask(request));
  }

  type Asked = { query: string; operationName: string | undefined; variables: Record<string, unknown> };

  async function ask(request: Asked): Promise<void> {
    const abort = new AbortController();
    end = () => abort.abort();
    underWay.value = 'request';
    const began = performance.now();
    const name = request.operationName;
    const given = token();
    try {
      const options = { body: JSON.stringify(request), language: locale.value, signal: abort.signal };
      const reply = await send(options, given === undefined ? asViewer(session) : asScript(given));
      if (abort.signal.aborted) return;
      const ms = performance.now() - began;
      answer.value = { name, status: reply.status, ms, ...answerOf(reply.body) };
    } catch {
      const fault = abort.signal.aborted ? 'stopped' : 'unreachable';
      // One that another has taken the place of says nothing more.
      if (fault === 'unreachable' || underWay.value === undefined)
        answer.value = { text: '', name, fault, hasErrors: true };
    }
    if (!abort.signal.aborted) underWay.value = undefined;
  }

  function hear(request: Asked): void {
    const name = request.operationName;
    const news: unknown[] = [];
    const given = token();
    const isViewer = given === undefined && session.state.value !== 'out';
    const line = isViewer ? (socket ??= viewerSocket(session)) : scriptSocket(given);
    const show = (result: unknown) =>
      (answer.value = { name, text: newsText(news), news: news.length, hasErrors: hasErrors(result) });
    underWay.value = 'subscription';
    show(undefined);
    end = listen(line, request, {
      next: (result) => {
        news.push(result);
        show(result);
      },
      end: (errors) => {
        underWay.value = undefined;
        if (errors?.length === 0) answer.value = { text: '', name, fault: 'unreachable', hasErrors: true };
        else if (errors) answer.value = { name, ...answerOf(JSON.stringify({ errors })) };
      },
    });
  }

  onScopeDispose(() => {
    stop();
    void socket?.dispose();
  });

  return { answer, underWay: computed(() => underWay.value), run, stop };
}
