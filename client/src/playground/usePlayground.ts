import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useSession } from '../auth/useSession';
import { consoleUrl } from '../lib/base-path';
import { documentOf, type Operation, operationAt, operationsIn } from './editor/operations';
import { formatDocument, formatJson } from './editor/format';
import { readVariables } from './editor/variables';
import { EXAMPLE_GROUPS, exampleDraft } from './examples/examples';
import type { Example } from './examples/example';
import { findSubject } from './examples/find-subject';
import type { Draft } from './history/kept';
import { useKept } from './history/useKept';
import { useRun } from './running/useRun';
import { curlCommand } from './sharing/curl';
import { sharedDraft } from './sharing/share';
import { useSchema } from './useSchema';

/**
 * What the page does: two editors, one answer, and what is kept of them.
 * @param replaced is told what was in the editors where something else takes its place
 */
export function usePlayground(replaced: (before: Draft) => void) {
  const { t } = useI18n();
  const session = useSession();
  const [first] = EXAMPLE_GROUPS[0]?.examples ?? [];
  const { draft, history, remember, clear } = useKept(() =>
    first ? exampleDraft(first, t) : { document: '', variables: '' },
  );
  /** An access token to run with, in memory alone. */
  const token = ref<string>();
  const cursor = ref(0);
  const given = () => token.value || undefined;
  const { schema, state: schemaState, load } = useSchema(given);
  const running = useRun(given);

  const operations = computed(() => operationsIn(draft.value.document));
  const chosen = computed(() => operationAt(operations.value, cursor.value));
  /** What would be sent: the chosen operation alone. */
  const toSend = computed(() => chosen.value && documentOf(draft.value.document, chosen.value));

  useShared(open);

  function run(operation: Operation | undefined = chosen.value): void {
    if (!operation) return;
    const { name, kind } = operation;
    remember({ ...draft.value, name, kind, at: new Date().toISOString() });
    void running.run({ ...draft.value, operation });
    if (schemaState.value === 'signedOut' && given() !== undefined) void load();
  }

  /** Answers whether it could: what has a fault stays as it is. */
  function format(): boolean {
    try {
      const { document, variables } = draft.value;
      draft.value = { document: formatDocument(document), variables: formatJson(variables) };
      return true;
    } catch {
      return false;
    }
  }

  function open(next: Draft): void {
    replaced(draft.value);
    putBack(next);
  }

  function putBack({ document, variables }: Draft): void {
    draft.value = { document, variables };
    cursor.value = 0;
  }

  async function openExample(example: Example): Promise<void> {
    const subject = example.variables ? await findSubject(session) : undefined;
    open(exampleDraft(example, t, subject));
  }

  function curl(): string | undefined {
    const variables = readVariables(draft.value.variables);
    if (!chosen.value || toSend.value === undefined || !variables) return undefined;
    const query = toSend.value.trim();
    return curlCommand({
      url: `${consoleUrl()}/graphql`,
      query,
      operationName: chosen.value.name,
      variables,
    });
  }

  return {
    ...{ draft, history, clear, token, cursor, schema, schemaState, load, operations, chosen, toSend },
    ...{ answer: running.answer, underWay: running.underWay, stop: running.stop },
    ...{ run, format, open, putBack, openExample, curl },
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
