import { useI18n } from 'vue-i18n';

/** The signs of keys, as on keyboards of the reader's language: `mod+k` gives Strg and K in German, ⌘ and K on a Mac. */
export function useKeySigns() {
  const { t } = useI18n();
  const onMac = /mac|iphone|ipad/i.test(navigator.userAgent);
  const signs: Record<string, () => string> = {
    mod: () => (onMac ? '⌘' : t('keys.names.ctrl')),
    shift: () => '⇧',
    arrowdown: () => '↓',
    arrowup: () => '↑',
    arrowleft: () => '←',
    arrowright: () => '→',
    enter: () => '↵',
    escape: () => t('keys.names.escape'),
    space: () => t('keys.names.space'),
    contextmenu: () => '☰',
  };
  /** @param keys as a command names them: `n`, `mod+k`, `arrowdown` */
  return (keys: string) => keys.split(/[+ ]/).map((key) => signs[key]?.() ?? key.toUpperCase());
}
