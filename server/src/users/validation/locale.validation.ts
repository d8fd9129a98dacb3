/** The form of identity providers and POSIX: en_US, zh_Hans_CN, de_DE.UTF-8. */
const POSIX_LOCALE = /^([a-z]{2,3}(?:_[a-z\d]{2,8})+)(?:\.utf-?8)?$/i;

/** No registered language has five letters or more: "english" is a name, and "posix" a setting. */
const LANGUAGE = /^[a-z]{2,3}(-|$)/i;

/** A language as its canonical BCP 47 tag. See docs/api.md for which tags are taken. */
export function readLocale(text: string): string | undefined {
  const [, posix] = POSIX_LOCALE.exec(text) ?? [];
  try {
    const [tag = ''] = Intl.getCanonicalLocales(posix?.replaceAll('_', '-') ?? text);
    return LANGUAGE.test(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}
