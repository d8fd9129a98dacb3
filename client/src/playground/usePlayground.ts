import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useSession } from '../auth/session/useSession';
import { consoleUrl } from '../lib/server/base-path';
import { documentOf, type Operation, operationAt, operationsIn } from './editor/operations';
import { formatDocument, formatJson } from './editor/format';
import { readVariables } from './editor/variables';
import { EXAMPLE_GROUPS, exampleDraft } from './examples/examples';
import type { Example } from './examples/example';
import { findSubject } from './examples/find-subject';
import type { Draft } from './history/kept';
import { useKept } from './history/useKept';
import { useAnswers } from './running/useAnswers';
import type { OperationRequest } from './sharing/operation-request';
import { sharedDraft } from './sharing/share';
import { useSchema } from './useSchema';

/** What the page does: two editors and an answer a tab, and what is kept of them. */
export function usePlayground() {
  const { t } = useI18n();
  const session = useSession();
  const [first] = EXAMPLE_GROUPS[0]?.examples ?? [];
  const { tabs, history, remember, clear } = useKept(() =>
    first ? exampleDraft(first, t) : { document: '', variables: '' },
  );
  const draft = tabs.current;
  /** An access token to run with, in memory alone. */
  const token = ref<string>();
  const cursor = ref(0);
  const given = () => token.value || undefined;
  const { schema, state: schemaState, load } = useSchema(given);
  const answers = useAnswers(given, () => draft.value.id);

  const operations = computed(() => operationsIn(draft.value.document));
  const chosen = computed(() => operationAt(operations.value, cursor.value));
  /** What would be sent: the chosen operation alone. */
  const toSend = computed(() => chosen.value && documentOf(draft.value.document, chosen.value));

  // A tab's editor begins at its start.
  watch(
    () => draft.value.id,
    () => (cursor.value = 0),
  );
  useShared(tabs.open);

  function run(operation: Operation | undefined = chosen.value): void {
    if (!operation) return;
    const { document, variables } = draft.value;
    const { name, kind } = operation;
    remember({ document, variables, name, kind, at: new Date().toISOString() });
    answers.run({ document, variables, operation });
    if (schemaState.value === 'signedOut' && given() !== undefined) void load();
  }

  /** Answers whether it could: what has a fault stays as it is. */
  function format(): boolean {
    try {
      const { document, variables } = draft.value;
      Object.assign(draft.value, { document: formatDocument(document), variables: formatJson(variables) });
      return true;
    } catch {
      return false;
    }
  }

  function close(place: number): void {
    const tab = tabs.tabs.value[place];
    if (tab) answers.forget(tab.id);
    tabs.close(place);
  }

  async function openExample(example: Example): Promise<void> {
    const subject = example.variables ? await findSubject(session) : undefined;
    tabs.open(exampleDraft(example, t, subject));
  }

  /** What a client would send; undefined where it can't be sent. */
  function asRequest(): OperationRequest | undefined {
    const variables = readVariables(draft.value.variables);
    if (!chosen.value || toSend.value === undefined || !variables) return undefined;
    const query = toSend.value.trim();
    return { url: `${consoleUrl()}/graphql`, query, operationName: chosen.value.name, variables };
  }

  return {
    ...{ draft, history, clear, token, cursor, schema, schemaState, load, operations, chosen, toSend },
    ...{ tabs: tabs.tabs, place: tabs.place, open: tabs.open, select: tabs.select, close },
    ...{ answer: answers.answer, underWay: answers.underWay, stop: answers.stop },
    ...{ run, format, openExample, asRequest },
  };
}

/** Takes what the address brings along, once: a reload goes on with what has become of it. */
function useShared(take: (shared: Draft) => void): void {
  const route = useRoute();
  const router = useRouter();
  const shared = sharedDraft(route.hash);
  if (!shared) return;
  take(shared);
  void router.replace({ path: route.path });
}
