import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { docsUrl } from '../lib/docs-url';
import { useSession } from '../auth/session/useSession';
import { type Language, LANGUAGES } from '../lib/language/language';
import { COLOR_MODES, useColorMode } from '../lib/useColorMode';
import { type Command, useCommands } from '../lib/commands/useCommands';
import { useLanguage } from '../lib/language/useLanguage';
import { useNavigation } from './side-bar/useNavigation';

/** The commands that are there on every page. */
export function useFrameCommands(actions: {
  openPalette: () => void;
  openKeys: () => void;
  openFeedback: () => void;
  foldSideBar: () => void;
}): void {
  const { t } = useI18n();
  const pages = usePages();
  const settings = useSettings();
  const help = useHelp();
  const { state } = useSession();

  useCommands(() => {
    const group = t('commands.general');
    return [
      ...pages(),
      {
        id: 'palette',
        label: t('commands.open'),
        group,
        keys: ['mod+k'],
        keysOnly: true,
        run: actions.openPalette,
      },
      {
        id: 'keys',
        label: t('keys.title'),
        group,
        icon: 'i-lucide-keyboard',
        keys: ['?'],
        run: actions.openKeys,
      },
      ...help(),
      ...(state.value === 'in'
        ? [
            {
              id: 'feedback',
              label: t('feedback.send'),
              group,
              icon: 'i-lucide-message-square-plus',
              run: actions.openFeedback,
            },
          ]
        : []),
      {
        id: 'side-bar',
        label: t('frame.foldOrUnfold'),
        group,
        keys: ['['],
        keysOnly: true,
        run: actions.foldSideBar,
      },
      ...settings(),
    ];
  });
}

function useHelp(): () => Command[] {
  const { t } = useI18n();

  return () => {
    const url = docsUrl();
    if (!url) return [];
    return [
      {
        id: 'documentation',
        label: t('frame.documentation'),
        group: t('commands.general'),
        icon: 'i-lucide-book-open',
        run: () => void window.open(url, '_blank', 'noopener'),
      },
    ];
  };
}

function usePages(): () => Command[] {
  const { t } = useI18n();
  const router = useRouter();
  const navigation = useNavigation();

  return () =>
    navigation.value
      .flatMap(({ pages }) => pages)
      .map(({ to, label, icon, key }) => ({
        id: `go ${to}`,
        label: t(label),
        group: t('commands.go'),
        icon,
        keys: key === undefined ? undefined : [`g ${key}`],
        run: () => void router.push(to),
      }));
}

/** What is chosen already is left out. */
function useSettings(): () => Command[] {
  const { t } = useI18n();
  const { language, choose } = useLanguage();
  const { mode } = useColorMode();

  return () => [
    ...COLOR_MODES.filter((each) => each !== mode.value).map((each) => ({
      id: `colors ${each}`,
      label: `${t('frame.colors.title')}: ${t(`frame.colors.${each}`)}`,
      group: t('commands.general'),
      icon: 'i-lucide-palette',
      run: () => (mode.value = each),
    })),
    ...(Object.keys(LANGUAGES) as Language[])
      .filter((each) => each !== language.value)
      .map((each) => ({
        id: `language ${each}`,
        label: `${t('frame.language')}: ${LANGUAGES[each].name}`,
        group: t('commands.general'),
        icon: 'i-lucide-languages',
        run: () => void choose(each),
      })),
  ];
}
