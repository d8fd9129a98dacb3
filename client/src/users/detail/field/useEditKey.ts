import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCommands } from '../../../lib/commands/useCommands';
import { EDIT_FIELDS } from '../../editor/form/user-draft';
import type { UserEditor } from '../../editor/useUserEditor';
import { OPEN_USER } from '../panel/useDetailMode';
import type { DetailTab } from '../tabs/useDetailTabs';

interface EditKeyOptions {
  editor: UserEditor;
  tab: Ref<DetailTab>;
  isEditable: Readonly<Ref<boolean>>;
}

/** Opens the field that has the focus, or else the name, by a key. */
export function useEditKey({ editor, tab, isEditable }: EditKeyOptions) {
  const { t } = useI18n();

  function edit(): void {
    const { activeElement } = document;
    const at = activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'];
    if (tab.value !== 'overview') tab.value = 'overview';
    editor.edit(EDIT_FIELDS.find((field) => field === at) ?? 'displayName');
  }

  useCommands(() => [
    {
      id: 'users.edit',
      label: t('users.keys.edit'),
      group: t('users.title'),
      keys: ['e'],
      keysOnly: true,
      inDialog: OPEN_USER,
      // In a row of the list it is the row's user who is edited.
      areKeysLive: () => isEditable.value && !document.activeElement?.closest('[role=row]'),
      run: edit,
    },
  ]);
  return { edit };
}
