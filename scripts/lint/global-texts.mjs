/** For `vue/no-restricted-syntax`: vue-i18n's components under their global names. */
export const globalTexts = {
  selector: 'VElement[rawName=/^i18n-/]',
  message: 'A build has vue-i18n without its global components, and leaves their texts out: import I18nT.',
};
