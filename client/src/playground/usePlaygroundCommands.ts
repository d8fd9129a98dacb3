import { useI18n } from 'vue-i18n';
import { useCommands } from '../lib/commands/useCommands';

interface Actions {
  isUnderWay: () => boolean;
  run: () => void;
  stop: () => void;
  format: () => void;
  copyAsCurl: () => void;
  copyAsFetch: () => void;
}

/** What the page can do, for the palette and the keyboard. */
export function usePlaygroundCommands({
  isUnderWay,
  run,
  stop,
  format,
  copyAsCurl,
  copyAsFetch,
}: Actions): void {
  const { t } = useI18n();

  useCommands(() => {
    const group = t('frame.playground');
    const running = isUnderWay()
      ? [{ id: 'playground.stop', label: t('playground.stop'), group, icon: 'i-lucide-square', run: stop }]
      : [];
    return [
      {
        id: 'playground.run',
        label: t('playground.run'),
        group,
        icon: 'i-lucide-play',
        keys: ['mod+enter'],
        run,
      },
      ...running,
      {
        id: 'playground.format',
        label: t('playground.format'),
        group,
        icon: 'i-lucide-wand-sparkles',
        keys: ['mod+shift+f'],
        run: format,
      },
      {
        id: 'playground.curl',
        label: t('playground.curl'),
        group,
        icon: 'i-lucide-terminal',
        run: copyAsCurl,
      },
      {
        id: 'playground.fetch',
        label: t('playground.fetch'),
        group,
        icon: 'i-lucide-braces',
        run: copyAsFetch,
      },
      {
        id: 'playground.complete',
        label: t('playground.complete'),
        group,
        keys: ['mod+space'],
        keysOnly: true,
      },
      { id: 'playground.lookUp', label: t('playground.lookUp'), group, keys: ['f1'], keysOnly: true },
    ];
  });
}
